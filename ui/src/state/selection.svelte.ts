import { SvelteSet } from "svelte/reactivity";

import type { ArticleList } from "./articles.svelte";

/** The cursor of the list, and the articles picked for an action on several. */
export class Selection {
  /** The cursor's place; -1 when there is none. */
  index = $state(-1);
  /** The article under the cursor. */
  id = $state<number | null>(null);
  /** Articles picked; empty while only the cursor counts. */
  picked = $state.raw(new SvelteSet<number>());
  /** True while the articles of a long range are asked for. */
  gathering = $state(false);

  readonly #list: ArticleList;
  #anchor = 0;
  #abort = new AbortController();

  constructor(list: ArticleList) {
    this.#list = list;
  }

  /** What an action applies to. */
  get targets(): number[] {
    if (this.picked.size > 0) return [...this.picked];
    return this.id === null ? [] : [this.id];
  }

  /** Puts the cursor on a row and lets go of what was picked. */
  point(index: number): void {
    const row = this.#list.row(index);
    this.clear();
    this.index = index;
    this.id = row?.id ?? null;
    this.#anchor = index;
  }

  /** Place `steps` rows on; a cursor whose article left the list stands before the row that took its place. */
  reach(steps: number): number {
    const last = (this.#list.total ?? 0) - 1;
    if (this.index < 0) return Math.min(Math.max(0, steps - 1), last);
    const gone = this.id !== null && this.#list.row(this.index)?.id !== this.id;
    const step = gone && steps > 0 ? steps - 1 : steps;
    return Math.max(Math.min(0, last), Math.min(last, this.index + step));
  }

  /** Adds the row to what is picked, or takes it out. */
  toggle(index: number): void {
    const row = this.#list.row(index);
    if (!row) return;
    if (this.picked.size === 0 && this.id !== null && this.id !== row.id) this.picked.add(this.id);
    if (!this.picked.delete(row.id)) this.picked.add(row.id);
    this.index = index;
    this.id = row.id;
    this.#anchor = index;
  }

  /** Picks every row from the anchor to `index`. */
  async extendTo(index: number): Promise<void> {
    const anchor = this.#anchor;
    this.index = index;
    this.id = this.#list.row(index)?.id ?? null;
    await this.#pick(Math.min(anchor, index), Math.max(anchor, index));
  }

  /** Picks the whole list. */
  async all(): Promise<void> {
    await this.#pick(0, (this.#list.total ?? 0) - 1);
  }

  /** Lets go of what is picked; the cursor stays. */
  clear(): void {
    this.#abort.abort();
    this.gathering = false;
    if (this.picked.size > 0) this.picked = new SvelteSet();
  }

  /** Forgets the cursor too, as for another list. */
  reset(): void {
    this.clear();
    this.index = -1;
    this.id = null;
    this.#anchor = 0;
  }

  /** Finds the cursor's article again after the list changed. */
  follow(): void {
    if (this.id === null) return;
    const index = this.#list.indexOf(this.id);
    if (index !== undefined) this.index = index;
    else this.index = Math.min(this.index, (this.#list.total ?? 0) - 1);
    if (this.picked.size === 0) this.#anchor = Math.max(0, this.index);
  }

  async #pick(from: number, to: number): Promise<void> {
    this.#abort.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const held = this.#held(from, to);
    this.gathering = held === null;
    try {
      const ids = held ?? (await this.#list.ids(from, to));
      if (!abort.signal.aborted) this.picked = new SvelteSet(ids);
    } finally {
      if (!abort.signal.aborted) this.gathering = false;
    }
  }

  #held(from: number, to: number): number[] | null {
    const ids: number[] = [];
    for (let index = from; index <= to; index += 1) {
      const row = this.#list.row(index);
      if (!row) return null;
      ids.push(row.id);
    }
    return ids;
  }
}
