import type { Backlink, Job, Link } from "../api";
import type { Lede } from "./lede.svelte";

/** What became of a link's target. */
export type LinkState = "saved" | "trashed" | "saving" | "failed" | "other";

/** A link that a menu is open for, and where in the window, in CSS pixels. */
export interface LinkPlace {
  url: string;
  x: number;
  y: number;
}

/** A place in an article that is to be shown once the article is there. */
export interface WantedPlace {
  article: number;
  link: string;
}

const PAGE = 20;
const isPending = (job: Job): boolean => job.state === "queued" || job.state === "running";

/** What the open article links to, and which saved articles cite it. */
export class Links {
  /** The links of [article], in order. */
  list = $state.raw<readonly Link[]>([]);
  /** The article that all of this is of. */
  article = $state<number | null>(null);
  backlinks = $state.raw<readonly Backlink[]>([]);
  /** How many articles cite it in all. */
  citing = $state(0);
  /** Whether more do than were counted. */
  citingMore = $state(false);
  menu = $state.raw<LinkPlace | null>(null);
  wanted = $state.raw<WantedPlace | null>(null);

  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
  readonly byUrl: ReadonlyMap<string, Link> = $derived(new Map(this.list.map((link) => [keyOf(link.url), link])));
  /** The newest save of each address. */
  readonly jobs: ReadonlyMap<string, Job> = $derived.by(
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
    () => new Map(this.#lede.queue.jobs.toReversed().map((job) => [keyOf(job.url), job])),
  );

  readonly #lede: Lede;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Reads what an article links to and what cites it; as much of the latter as is shown already. */
  async load(id: number): Promise<void> {
    if (this.article !== id) {
      this.article = id;
      this.list = [];
      this.backlinks = [];
      this.citing = 0;
      this.citingMore = false;
      this.menu = null;
    }
    const shown = Math.max(PAGE, this.backlinks.length);
    const { api } = this.#lede;
    const [list, page] = await Promise.all([api.links(id), api.backlinks(id, 0, shown)]);
    if (this.article !== id) return;
    this.list = list;
    this.backlinks = page.rows;
    this.citing = page.total;
    this.citingMore = page.more;
  }

  /** Reads more of the articles that cite the open one. */
  async more(): Promise<void> {
    const id = this.article;
    if (id === null) return;
    const page = await this.#lede.api.backlinks(id, this.backlinks.length, PAGE);
    if (this.article !== id) return;
    this.backlinks = [...this.backlinks, ...page.rows];
    this.citing = page.total;
    this.citingMore = page.more;
  }

  /** What became of an address. */
  stateOf(url: string): LinkState {
    const link = this.byUrl.get(keyOf(url));
    if (link?.article != null) return link.trashed ? "trashed" : "saved";
    const job = this.jobOf(url);
    if (!job) return "other";
    if (isPending(job)) return "saving";
    return job.state === "failed" ? "failed" : "other";
  }

  /** The newest save of an address. */
  jobOf(url: string): Job | undefined {
    return this.jobs.get(keyOf(url));
  }

  /** Whether an address can be saved: a web page that is neither there nor on its way. */
  canSave(url: string): boolean {
    return /^https?:/i.test(url) && ["other", "failed"].includes(this.stateOf(url));
  }

  /** Saves addresses; where they are shown says how far they are. */
  async save(urls: readonly string[]): Promise<void> {
    const wanted = urls.filter((url) => this.canSave(url));
    if (wanted.length === 0) return;
    const { api, queue } = this.#lede;
    await this.#lede.attempt(api.save(wanted).then((jobs) => jobs.forEach((job) => queue.change(job))));
    // What is there already has no job and no event.
    if (this.article !== null) await this.#lede.attempt(this.load(this.article));
  }

  /** Stops saving addresses. */
  async cancel(urls: readonly string[]): Promise<void> {
    const jobs = urls.map((url) => this.jobOf(url)).filter((job) => job !== undefined);
    await this.#lede.attempt(Promise.all(jobs.filter(isPending).map((job) => this.#lede.queue.cancel(job.id))));
  }

  /** Opens the saved copy of an address; whether there is one. */
  open(url: string): boolean {
    const article = this.byUrl.get(keyOf(url))?.article ?? null;
    if (article === null) return false;
    this.menu = null;
    this.#lede.openArticle(article);
    return true;
  }

  /** Opens the article that cites, where it does so. */
  openCitation({ id, link }: Backlink): void {
    this.wanted = { article: id, link };
    this.#lede.openArticle(id);
  }
}

/** An address as links are told apart: its fragment names a place in the page. */
export function keyOf(url: string): string {
  return url.replace(/#(?![!/]).*$/, "");
}
