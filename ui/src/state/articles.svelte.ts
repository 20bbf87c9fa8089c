import { SvelteMap } from "svelte/reactivity";

import type { Api, ArticlePage, ArticleSummary, Found, ListQuery, Shelf } from "../api";
import { FILTERS } from "../utils/filters";
import { beforeHalf } from "../utils/queries";
import { searchOf, type Searched } from "../utils/searches";
import { Rows } from "./rows.svelte";
import { Turns } from "./turns";

/** What the list shows, and in which order. */
export interface View extends Searched {
  /** The saved search that this list began with. */
  search: number | null;
  /** Whether what is searched for is being typed: its last word may be the beginning of one. */
  typing: boolean;
}

type Sorting = Pick<View, "sort" | "order">;

/** The best first. */
const BEST = { sort: "relevance", order: "descending" } as const satisfies Sorting;

/** Rows of a search that are read at a time: each comes with the passage that was found. */
const RESULTS = 24;

/** A list of a whole shelf. */
const WHOLE = { tag: null, collection: null, search: null, narrow: null } as const satisfies Partial<View>;

/** The list of articles. */
export class ArticleList extends Rows<ArticleSummary> {
  view = $state.raw<View>({
    shelf: "inbox",
    find: "",
    typing: false,
    sort: "saved",
    order: "descending",
    ...WHOLE,
  });
  /** Whether a filter that is still being written is left out, because it finds nothing yet. */
  waiting = $state(false);
  /** Articles that stand under copies of their text and have no row. */
  folded = $state(0);
  /** Whether there are more rows than were counted. */
  atLeast = $state(false);
  /** Whether only the newest of what was found stand in order of how well they fit. */
  newest = $state(false);
  /** Articles whose copies have rows below theirs. */
  opened = $state.raw<readonly number[]>([]);
  readonly #api: Api;
  readonly #folding: () => boolean;
  /** What stands under the rows that were read. */
  readonly #under = new SvelteMap<number, readonly number[]>();
  /** What was found of the rows that were read. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- followed by `revision`, one change for all rows
  #found = new Map<number, Found>();
  /** What the rows are of; null before the first have come. */
  #asked: View | null = null;
  /** How the last shelf was sorted. */
  #sorted: Sorting = { sort: "saved", order: "descending" };
  /** How the list was sorted before something was searched for in it. */
  #before: Sorting | null = null;
  /** Which search this is: a later one ends an earlier one. */
  readonly #turns: Turns;

  constructor(api: Api, folding: () => boolean = () => false, storage: Storage = sessionStorage) {
    super();
    this.#api = api;
    this.#folding = folding;
    this.#turns = new Turns(storage);
  }

  /** Whether copies can stand under others here: a collection and the trash show every article. */
  get foldable(): boolean {
    return this.view.collection === null && this.view.shelf !== "trash";
  }

  /** Whether something is searched for. */
  get searching(): boolean {
    return isSearch(this.view);
  }

  /** What was found of the article of a row. */
  found(id: number): Found | undefined {
    void this.revision;
    return this.#found.get(id);
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
    return this.folded === 0 ? [] : this.#api.foldedUnder(this.query, [...rows]);
  }

  /** Place of the article `id` among the held rows. */
  indexOf(id: number): number | undefined {
    return this.held((row) => row.id === id);
  }

  /** Shows another list; the old one stays until the new one's first rows are there. */
  async show(change: Partial<View>): Promise<void> {
    const view = this.#next(change);
    if (change.find !== undefined || change.shelf !== undefined) this.#turns.next();
    this.view = view;
    this.opened = [];
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- the same
    const found = new Map<number, Found>();
    let first: ArticlePage | null = null;
    let asked = view;
    let quick = isSearch(view);
    const read = async (offset: number, limit: number): Promise<ArticlePage> => {
      const question = { ...this.#query(asked), passages: isSearch(asked), offset, limit };
      const page = await this.#api.articles({ ...question, quick });
      // That nothing was found so far is no answer.
      return page.unfinished && page.rows.length === 0 ? this.#api.articles({ ...question, quick: false }) : page;
    };
    await this.replace(
      async (offset, limit) => {
        let page = await read(offset, limit);
        const before = first || page.total > 0 || !view.typing ? null : beforeHalf(view.find, FILTERS);
        // Who is still writing a filter has not asked for nothing: what stands before it is found meanwhile.
        if (before !== null) {
          asked = { ...view, find: before };
          page = await read(offset, limit);
        }
        for (const one of page.passages) found.set(one.article, one);
        if (first) this.#note(page, view);
        else first = page;
        return page;
      },
      {
        then: () => {
          this.#found = found;
          this.#asked = asked;
          this.waiting = asked !== view;
          if (first) this.#note(first, view);
        },
        ...(isSearch(view) ? { size: RESULTS } : {}),
      },
    );
    quick = false;
    if ((first as ArticlePage | null)?.unfinished && view === this.view) await this.again();
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
    const ids = await this.#api.articleIds(this.query);
    return ids.slice(from, to + 1);
  }

  /** The shelf that is shown as a whole; null where the list is that of a tag, a collection or a saved search. */
  get shelf(): Shelf | null {
    const { tag, collection, search, shelf } = this.view;
    return tag === null && collection === null && search === null ? shelf : null;
  }

  /** What a view asks for; a search that is not the newest any more is not answered. */
  #query(view: View): ListQuery {
    const turn = isSearch(view) ? this.#turns.last : 0;
    const { typing } = view;
    return { ...searchOf(view), typing, turn, fold: this.#folding(), opened: [...this.opened] };
  }

  /** What the list that is shown asks for, by somebody who waits for the answer. */
  get query(): ListQuery {
    return { ...this.#query(this.#asked ?? this.view), turn: 0 };
  }

  /** The same by somebody who has no use for it once something else is searched for. */
  get passing(): ListQuery {
    return this.#query(this.#asked ?? this.view);
  }

  #note({ rows, folded, folds, at_least, newest }: ArticlePage, view: View): void {
    if (view !== this.view) return;
    [this.folded, this.atLeast, this.newest] = [folded, at_least, newest];
    for (const id of [...rows.map((row) => row.id), ...this.opened]) this.#under.delete(id);
    for (const { article, copies } of folds) this.#under.set(article, copies);
  }

  /** A shelf is shown whole, sorted as the last one was; a collection and a saved search bring their own order. */
  #next(change: Partial<View>): View {
    const { view } = this;
    const typing = change.find === undefined && view.typing;
    if (change.shelf === undefined) return this.#resorted({ ...view, typing, ...change }, change);
    const ordered = view.collection !== null || view.search !== null;
    if (!ordered) this.#sorted = this.#unsearched;
    const kept = isSearch(view) ? { sort: view.sort, order: view.order } : this.#sorted;
    const next = { ...view, ...WHOLE, typing, ...change };
    if (!isSearch(next)) {
      this.#before = null;
      return { ...next, ...this.#sorted, ...change };
    }
    this.#before = change.sort === undefined ? this.#sorted : null;
    return { ...next, ...(isSearch(view) ? kept : BEST), ...change };
  }

  /** How the list is sorted when nothing is searched for in it. */
  get #unsearched(): Sorting {
    const { sort, order } = this.view;
    return this.#before ?? { sort, order };
  }

  /** What is searched for comes with the best first, and the list in its old order once nothing is any more. */
  #resorted(next: View, change: Partial<View>): View {
    const [was, is] = [isSearch(this.view), isSearch(next)];
    if (was === is || change.sort !== undefined) return next;
    const sorting = is ? BEST : this.#unsearched;
    this.#before = is ? this.#unsearched : null;
    return { ...next, ...sorting };
  }
}

/** Whether a view searches for something. */
function isSearch({ find }: View): boolean {
  return find.trim() !== "";
}
