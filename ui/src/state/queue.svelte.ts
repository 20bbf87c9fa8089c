import { SvelteMap } from "svelte/reactivity";

import type { Api, Job, Progress } from "../api";

const isPending = (job: Job): boolean => job.state === "queued" || job.state === "running";
/** A look at a watched page that is over: its article says what came of it. */
const isOverLook = (job: Job): boolean => job.kind === "check" && !isPending(job);
const LINGER_MS = 6000;

/** The saves that wait, run or ended, newest first. */
export class Queue {
  jobs = $state.raw<readonly Job[]>([]);
  readonly progress = new SvelteMap<number, Progress>();
  /** Whether the panel is shown. */
  open = $state(false);
  readonly pending = $derived(this.jobs.filter(isPending).length);
  readonly failed = $derived(this.jobs.filter((job) => job.state === "failed").length);
  readonly ended = $derived(this.jobs.filter((job) => !isPending(job)).length);

  readonly #api: Api;
  #opened = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api) {
    this.#api = api;
  }

  async load(): Promise<void> {
    this.jobs = (await this.#api.jobs()).filter((job) => !isOverLook(job));
  }

  /** Shows or hides the panel, at the person's wish. */
  toggle(open = !this.open): void {
    clearTimeout(this.#timer);
    this.#opened = open;
    this.open = open;
  }

  /** Adds new jobs and shows the panel, which goes again by itself when all went well. */
  add(jobs: readonly Job[]): void {
    for (const job of jobs) this.change(job);
    if (jobs.length > 0) this.open = true;
    this.#settle();
  }

  /** Takes over a job's new state. */
  change(job: Job): void {
    if (isOverLook(job)) this.jobs = this.jobs.filter((other) => other.id !== job.id);
    if (isOverLook(job)) return;
    const known = this.jobs.some((other) => other.id === job.id);
    this.jobs = known
      ? this.jobs.map((other) => (other.id === job.id ? job : other))
      : [job, ...this.jobs].sort((a, b) => b.id - a.id);
    if (!isPending(job)) this.progress.delete(job.id);
    this.#settle();
  }

  advance(job: number, progress: Progress): void {
    this.progress.set(job, progress);
  }

  async save(urls: string[]): Promise<void> {
    this.add(await this.#api.save(urls));
  }

  async refetch(id: number): Promise<void> {
    this.add([await this.#api.refetch(id)]);
  }

  async retryPictures(id: number): Promise<void> {
    this.add([await this.#api.retryPictures(id)]);
  }

  /** Asks the Internet Archive for a copy of an article's page. */
  async snapshot(id: number): Promise<void> {
    this.add([await this.#api.refetchFromInternetArchive(id)]);
  }

  /** Takes a page from elsewhere as a new version of an article. */
  async give(id: number, html: string): Promise<void> {
    this.add([await this.#api.givePage(id, html)]);
  }

  /** The same with a file that the person chooses. */
  async choose(id: number, title: string): Promise<void> {
    const job = await this.#api.choosePage(id, title);
    if (job) this.add([job]);
  }

  async cancel(id: number): Promise<void> {
    await this.#api.cancelJob(id);
  }

  async cancelAll(): Promise<void> {
    await Promise.all(this.jobs.filter(isPending).map((job) => this.#api.cancelJob(job.id)));
  }

  async retry(id: number): Promise<void> {
    await this.#api.retryJob(id);
  }

  /** Forgets ended jobs; null means all of them. */
  async dismiss(ids: number[] | null): Promise<void> {
    await this.#api.dismissJobs(ids);
    this.jobs = this.jobs.filter((job) => isPending(job) || (ids !== null && !ids.includes(job.id)));
    if (this.jobs.length === 0) this.toggle(false);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    if (!this.open || this.#opened || this.pending > 0 || this.failed > 0) return;
    this.#timer = setTimeout(() => (this.open = false), LINGER_MS);
  }
}
