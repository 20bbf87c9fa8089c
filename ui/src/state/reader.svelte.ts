import type { Api, Article, VersionSummary } from "../api";
import { PATIENCE_MS } from "./articles.svelte";

const SETTLE_MS = 700;

/** What can be shown beside the text, in the order of the tabs. */
export const PANELS = ["info", "notes", "highlights"] as const;
export type Panel = (typeof PANELS)[number];

/** The open article and how far it is read. */
export class Reader {
  /** The article that is open or being opened. */
  id = $state<number | null>(null);
  article = $state.raw<Article | null>(null);
  error = $state.raw<unknown>(null);
  slow = $state(false);
  /** What is shown beside the text. */
  panel = $state<Panel | null>(null);
  versions = $state.raw<readonly VersionSummary[]>([]);
  /** Target of the link under the pointer or the focus. */
  target = $state<string | null>(null);

  /** Shows another version of the open article. */
  showVersion: (version: number) => Promise<void> = async () => undefined;

  /** Set by the frame: scrolls by so many pages. */
  scroll: (pages: number) => void = () => undefined;

  readonly #api: Api;
  readonly #onError: (error: unknown) => void;
  #position: { id: number; value: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, onError: (error: unknown) => void) {
    this.#api = api;
    this.#onError = onError;
  }

  /** Opens an article; the one before stays visible until this one is there. */
  async open(id: number): Promise<void> {
    if (id === this.id && !this.error) return;
    this.flush();
    this.id = id;
    this.error = null;
    this.target = null;
    const timer = setTimeout(() => (this.slow = true), PATIENCE_MS);
    await this.#load(id);
    clearTimeout(timer);
    if (this.id === id) this.slow = false;
  }

  /** Reads the open article again, after the archive changed. */
  async refresh(): Promise<void> {
    if (this.id !== null) await this.#load(this.id);
  }

  close(): void {
    this.flush();
    this.id = null;
    this.article = null;
    this.error = null;
    this.slow = false;
    this.panel = null;
    this.target = null;
  }

  /** Closes without remembering the position reached since: what "mark as unread" needs. */
  discard(): void {
    this.#position = null;
    clearTimeout(this.#timer);
    this.close();
  }

  /** Notes how far article `id` is read, from 0 to 1; written once the eye rests. */
  moved(id: number, value: number): void {
    this.#position = { id, value };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), SETTLE_MS);
  }

  /** Writes a position that was noted and not yet written. */
  flush(): void {
    clearTimeout(this.#timer);
    const position = this.#position;
    this.#position = null;
    if (position) this.#api.setPosition(position.id, position.value).catch(this.#onError);
  }

  /** Shows a panel beside the text, or takes it away when it is shown. */
  async toggle(panel: Panel): Promise<void> {
    this.panel = this.panel === panel || this.id === null ? null : panel;
    if (this.panel === "info") await this.#loadVersions();
  }

  async #load(id: number): Promise<void> {
    try {
      const article = await this.#api.article(id);
      if (this.id !== id) return;
      this.article = article;
      this.error = null;
      if (this.panel === "info") await this.#loadVersions();
    } catch (error) {
      if (this.id !== id) return;
      this.article = null;
      this.error = error;
    }
  }

  async #loadVersions(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    const versions = await this.#api.versions(id);
    if (this.id === id) this.versions = versions;
  }
}
