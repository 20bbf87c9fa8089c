import type { Api, ArticleSummary, Shelf } from "../api";
import { ChunkCache } from "../utils/chunks";
import { searchOf, type Searched } from "../utils/searches";

/** What the list shows, and in which order. */
export interface View extends Searched {
  /** The saved search that this list began with. */
  search: number | null;
}

/** A list of a whole shelf. */
const WHOLE = { tag: null, collection: null, search: null, narrow: null } as const satisfies Partial<View>;

const CHUNK = 100;
/** An answer within this many milliseconds needs no sign of waiting. */
export const PATIENCE_MS = 150;

/** A list of any length, of which only the rows near the eye are held. */
export class ArticleList {
  view = $state.raw<View>({ shelf: "inbox", find: "", sort: "saved", order: "descending", ...WHOLE });
  /** Rows in all; null before the first answer. */
  total = $state<number | null>(null);
  /** True while an answer is taking so long that the wait must be shown. */
  slow = $state(false);
  error = $state.raw<unknown>(null);
  /** Grows whenever the list is another one, so that it is shown from its start. */
  generation = $state(0);
  /** Grows whenever rows arrived or changed. */
  revision = $state(0);

  readonly #api: Api;
  #cache: ChunkCache<ArticleSummary>;
  #wish = 0;
  /** How the last shelf was sorted. */
  #sorted: Pick<View, "sort" | "order"> = { sort: "saved", order: "descending" };
  #seen: [number, number] = [0, CHUNK - 1];

  constructor(api: Api) {
    this.#api = api;
    this.#cache = this.#open(this.view);
  }

  /** The row at `index`, if it is held. */
  row(index: number): ArticleSummary | undefined {
    void this.revision;
    return this.#cache.get(index);
  }

  /** Place of the article `id` among the held rows. */
  indexOf(id: number): number | undefined {
    return this.#cache.indexOf((row) => row.id === id);
  }

  /** Shows another list; the old one stays until the new one's first rows are there. */
  async show(change: Partial<View>): Promise<void> {
    const view = this.#next(change);
    this.view = view;
    this.#wish += 1;
    const wish = this.#wish;
    const cache = this.#open(view);
    await this.#waiting(wish, async () => {
      const total = await cache.ensure(0, CHUNK - 1);
      // A slower answer to an earlier question must not replace a later one.
      if (wish !== this.#wish) return;
      this.#cache = cache;
      this.#seen = [0, CHUNK - 1];
      this.total = total ?? 0;
      this.generation += 1;
      this.revision += 1;
    });
  }

  /** Says which rows are on the screen, so that they are fetched. */
  async look(from: number, to: number): Promise<void> {
    this.#seen = [from, to];
    await this.#ensure();
  }

  /** Reads again what is on the screen, after the archive changed. */
  async refresh(): Promise<void> {
    if (this.total === null) return this.show({});
    this.#cache.invalidate();
    await this.#ensure();
  }

  /** Changes held rows at once, before the archive has answered. */
  patch(change: (row: ArticleSummary) => ArticleSummary): void {
    this.#cache.patch(change);
    this.revision += 1;
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

  #open(view: View): ChunkCache<ArticleSummary> {
    return new ChunkCache((offset, limit) => this.#api.articles({ ...searchOf(view), offset, limit }), CHUNK);
  }

  async #ensure(): Promise<void> {
    const [from, to] = this.#seen;
    const cache = this.#cache;
    await this.#waiting(this.#wish, async () => {
      const total = await cache.ensure(Math.max(0, from), Math.max(0, to));
      if (total === undefined || cache !== this.#cache) return;
      this.total = total;
      this.revision += 1;
    });
  }

  async #waiting(wish: number, work: () => Promise<void>): Promise<void> {
    const timer = setTimeout(() => (this.slow = true), PATIENCE_MS);
    try {
      await work();
      if (wish === this.#wish) this.error = null;
    } catch (error) {
      if (wish === this.#wish) this.error = error;
    } finally {
      clearTimeout(timer);
      if (wish === this.#wish) this.slow = false;
    }
  }
}
