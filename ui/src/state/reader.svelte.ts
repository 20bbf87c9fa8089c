import type { Api, Article, ChangeSummary, VersionSummary } from "../api";
import { PATIENCE_MS } from "./rows.svelte";

const SETTLE_MS = 700;
const SEEN_MS = 2000;

/** What can be shown beside the text, in the order of the tabs. */
export const PANELS = ["info", "connections", "notes", "highlights", "versions"] as const;
export type Panel = (typeof PANELS)[number];

/** An article that has changed since it was read. */
export interface News {
  id: number;
  before: number;
  after: number;
  summary: ChangeSummary;
}

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

  /** The version that is looked at, when it is another than the one that is shown. */
  viewed = $state<number | null>(null);
  /** What has changed in the open article since it was read. */
  news = $state.raw<News | null>(null);

  /** Set by the frame: scrolls by so many pages. */
  scroll: (pages: number) => void = () => undefined;

  readonly #api: Api;
  readonly #onError: (error: unknown) => void;
  #position: { id: number; value: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, onError: (error: unknown) => void) {
    this.#api = api;
    this.#onError = onError;
  }

  /** Opens an article; the one before stays visible until this one is there. */
  async open(id: number): Promise<void> {
    if (id === this.id && !this.error) return;
    this.flush();
    this.#leaveVersion();
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

  /** Looks at another version of the open article, or at the one that is shown again. */
  async showVersion(version: number): Promise<void> {
    if (this.id === null) return;
    this.flush();
    this.viewed = version === this.article?.shown ? null : version;
    await this.#load(this.id);
  }

  /** The changes were seen, or are of no interest. */
  dismissNews(): void {
    this.news = null;
  }

  close(): void {
    this.flush();
    this.#leaveVersion();
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
    // How far an old version is looked at says nothing of how far the article is read.
    if (this.viewed !== null) return;
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
    if (this.panel === "versions") await this.#loadVersions();
  }

  async #load(id: number): Promise<void> {
    try {
      const { viewed } = this;
      const article = await (viewed === null ? this.#api.article(id) : this.#api.version(id, viewed));
      if (this.id !== id || this.viewed !== viewed) return;
      if (article.version === article.shown) this.viewed = null;
      this.article = article;
      this.error = null;
      if (this.panel === "versions") await this.#loadVersions();
      await this.#hearNews(article);
    } catch (error) {
      if (this.id !== id) return;
      this.article = null;
      this.error = error;
    }
  }

  #leaveVersion(): void {
    this.viewed = null;
    this.news = null;
    clearTimeout(this.#seen);
  }

  /** Tells what has changed since the article was read; once it was told for a moment, it counts as seen. */
  async #hearNews(article: Article): Promise<void> {
    const { id, changed_from: before, latest: after } = article;
    if (before === null || before === after) return;
    if (this.news?.id !== id || this.news.before !== before || this.news.after !== after) {
      const { summary } = await this.#api.compare(id, before, after);
      if (this.id !== id) return;
      this.news = { id, before, after, summary };
    }
    clearTimeout(this.#seen);
    this.#seen = setTimeout(() => void this.#api.markSeen([id]).catch(this.#onError), SEEN_MS);
  }

  async #loadVersions(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    const versions = await this.#api.versions(id);
    if (this.id === id) this.versions = versions;
  }
}
