import { SvelteMap } from "svelte/reactivity";

import type { Api, ArticlePage, ArticleSummary, ListQuery, Shelf } from "../api";
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
  /** Articles that stand under copies of their text and have no row. */
  folded = $state(0);
  /** Articles whose copies have rows below theirs. */
  opened = $state.raw<readonly number[]>([]);
  readonly #api: Api;
  readonly #folding: () => boolean;
  /** What stands under the rows that were read. */
  readonly #under = new SvelteMap<number, readonly number[]>();
  /** How the last shelf was sorted. */
  #sorted: Pick<View, "sort" | "order"> = { sort: "saved", order: "descending" };

  constructor(api: Api, folding: () => boolean = () => false) {
    super();
    this.#api = api;
    this.#folding = folding;
  }

  /** Whether copies can stand under others here: a collection and the trash show every article. */
  get foldable(): boolean {
    return this.view.collection === null && this.view.shelf !== "trash";
  }

  /** The copies that stand under an article, opened or not. */
  under(id: number): readonly number[] {
    return this.#under.get(id) ?? [];
  }

  /** The opened article that this one stands under. */
  above(id: number): number | null {
    for (const opened of this.opened) if (this.under(opened).includes(id)) return opened;
    return null;
  }

  /** Gives the copies under an article rows of their own, or takes these away. */
  async unfold(id: number, open: boolean): Promise<void> {
    const others = this.opened.filter((other) => other !== id);
    this.opened = open ? [...others, id] : others;
    await this.again();
  }

  /** Those that stand under some rows and have none. */
  async foldedUnder(rows: readonly number[]): Promise<number[]> {
    return this.folded === 0 ? [] : this.#api.foldedUnder(this.#query, [...rows]);
  }

  /** Place of the article `id` among the held rows. */
  indexOf(id: number): number | undefined {
    return this.held((row) => row.id === id);
  }

  /** Shows another list; the old one stays until the new one's first rows are there. */
  async show(change: Partial<View>): Promise<void> {
    const view = this.#next(change);
    this.view = view;
    this.opened = [];
    await this.replace(async (offset, limit) => {
      const page = await this.#api.articles({ ...this.#query, ...searchOf(view), offset, limit });
      if (view === this.view) this.#note(page);
      return page;
    });
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
    const ids = await this.#api.articleIds(this.#query);
    return ids.slice(from, to + 1);
  }

  /** The shelf that is shown as a whole; null where the list is that of a tag, a collection or a saved search. */
  get shelf(): Shelf | null {
    const { tag, collection, search, shelf } = this.view;
    return tag === null && collection === null && search === null ? shelf : null;
  }

  get #query(): ListQuery {
    return { ...searchOf(this.view), fold: this.#folding(), opened: [...this.opened] };
  }

  #note({ rows, folded, folds }: ArticlePage): void {
    this.folded = folded;
    for (const id of [...rows.map((row) => row.id), ...this.opened]) this.#under.delete(id);
    for (const { article, copies } of folds) this.#under.set(article, copies);
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
