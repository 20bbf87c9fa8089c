import type { Related } from "../api";
import type { Lede } from "./lede.svelte";

/** How many related articles are shown. */
const BEST = 10;

/** What an article is related to. */
export interface RelatedList {
  article: number;
  list: readonly Related[];
}

/** The articles that have most in common with the open one, while its connections are shown. */
export class RelatedArticles {
  /** The newest answer; one for an article that is no longer open never comes in. */
  shown = $state.raw<RelatedList | null>(null);

  readonly #lede: Lede;
  /** Counts the questions, so that only the newest is answered. */
  #asked = 0;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Reads what an article is related to. */
  async load(article: number): Promise<void> {
    const asked = ++this.#asked;
    const list = await this.#lede.api.related(article, BEST);
    if (asked === this.#asked) this.shown = { article, list };
  }

  /** Reads again what is shown, after the archive changed. */
  async refresh(): Promise<void> {
    const { reader } = this.#lede;
    if (reader.panel === "connections" && reader.id !== null) await this.load(reader.id);
  }

  /** Never again shows two articles as related; resolves when the next best one has come in. */
  async dismiss(article: number, other: number): Promise<void> {
    const lede = this.#lede;
    if (this.shown?.article === article) {
      this.shown = { article, list: this.shown.list.filter(({ id }) => id !== other) };
    }
    await lede.attempt(
      lede.api
        .dismissRelated(article, [other])
        .then((step) => lede.done(lede.locale.told({ action: "dismiss-related", count: 1, name: null }), step)),
    );
    await lede.refresh();
  }
}
