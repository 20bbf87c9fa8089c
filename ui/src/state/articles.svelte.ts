import type { Api, ArticleSummary, Shelf } from "../api";
import { searchOf, type Searched } from "../utils/searches";
import { Rows } from "./rows.svelte";

/** What the list shows, and in which order. */
export interface View extends Searched {
  /** The saved search that this list began with. */
  search: number | null;
}

/** A list of a whole shelf. */
const WHOLE = { tag: null, collection: null, search: null, narrow: null } as const satisfies Partial<View>;

/** The list of articles. */
export class ArticleList extends Rows<ArticleSummary> {
  view = $state.raw<View>({ shelf: "inbox", find: "", sort: "saved", order: "descending", ...WHOLE });
  readonly #api: Api;
  /** How the last shelf was sorted. */
  #sorted: Pick<View, "sort" | "order"> = { sort: "saved", order: "descending" };

  constructor(api: Api) {
    super();
    this.#api = api;
  }

  /** Place of the article `id` among the held rows. */
  indexOf(id: number): number | undefined {
    return this.held((row) => row.id === id);
  }

  /** Shows another list; the old one stays until the new one's first rows are there. */
  async show(change: Partial<View>): Promise<void> {
    const view = this.#next(change);
    this.view = view;
    await this.replace((offset, limit) => this.#api.articles({ ...searchOf(view), offset, limit }));
  }

  /** Reads again what is on the screen, after the archive changed. */
  async refresh(): Promise<void> {
    if (this.total === null) return this.show({});
    await this.again();
  }

  /** Changes held rows at once, before the archive has answered. */
  patch(change: (row: ArticleSummary) => ArticleSummary): void {
    this.change(change);
  }

  /** Ids of the rows `from..=to`, whether they are held or not. */
  async ids(from: number, to: number): Promise<number[]> {
    const ids = await this.#api.articleIds(searchOf(this.view));
    return ids.slice(from, to + 1);
  }

  /** The shelf that is shown as a whole; null where the list is that of a tag, a collection or a saved search. */
  get shelf(): Shelf | null {
    const { tag, collection, search, shelf } = this.view;
    return tag === null && collection === null && search === null ? shelf : null;
  }

  /** A shelf is shown whole, sorted as the last one was; a collection and a saved search bring their own order. */
  #next(change: Partial<View>): View {
    const { view } = this;
    if (change.shelf === undefined) return { ...view, ...change };
    const ordered = view.collection !== null || view.search !== null;
    if (!ordered) this.#sorted = { sort: view.sort, order: view.order };
    return { ...view, ...WHOLE, ...this.#sorted, ...change };
  }
}
