import type { Action, Changed, Collection, CollectionPatch, CollectionSummary, SavedQuery, SearchCount } from "../api";
import { branchesOf, type Landing, type Place } from "../utils/tree";
import { sameSearch, searchOf } from "../utils/searches";
import type { Cargo, Load } from "./drag.svelte";
import { Folds } from "./folds.svelte";
import type { Lede } from "./lede.svelte";

/** What a dialog about collections is for. */
export type CollectionDialog =
  /** Names a new collection in another; the articles then go into it. */
  | { collection: "new"; parent: number | null }
  | { collection: "search"; query: SavedQuery }
  | { collection: "rename" | "describe" | "cover"; id: number }
  /** Chooses the collections of some articles. */
  | { collect: number[] };

/** Counting again waits so many times as long as it took, so that an archive that changes all the time is not always counted. */
const REST = 4;

/** The tree of collections and saved searches, and what a person does with it. */
export class Collections {
  rows = $state.raw<readonly CollectionSummary[]>([]);
  readonly branches = $derived(branchesOf(this.rows, (row) => row.parent));
  /** The collection that the list shows, with its description and cover. */
  shown = $state.raw<Collection | null>(null);
  readonly folds: Folds;

  /** How many articles saved searches find, as far as they were counted. */
  #found = $state.raw<readonly SearchCount[]>([]);
  #counting = false;
  #uncounted = false;
  readonly #lede: Lede;

  constructor(lede: Lede, storage: Storage) {
    this.#lede = lede;
    this.folds = new Folds(storage, "collections");
  }

  /** What the list shows: a collection or a saved search. */
  get current(): CollectionSummary | null {
    const { collection, search } = this.#lede.list.view;
    return this.row(search ?? collection);
  }

  /** Whether the list is a collection that can be put into another order. */
  get byHand(): boolean {
    const { collection, sort } = this.#lede.list.view;
    return collection !== null && sort === "hand";
  }

  /** Whether what the list shows differs from the saved search that it began with. */
  get searchChanged(): boolean {
    const { current } = this;
    return current?.query ? !sameSearch(current.query, searchOf(this.#lede.list.view)) : false;
  }

  row(id: number | null): CollectionSummary | null {
    return this.rows.find((row) => row.id === id) ?? null;
  }

  /** The articles of a collection, or those that a saved search finds; whether these are more. */
  holds({ id, query, articles }: CollectionSummary): { count: number; more: boolean } {
    if (!query) return { count: articles, more: false };
    const found = this.#found.find((count) => count.id === id);
    return { count: found?.articles ?? 0, more: found?.more ?? false };
  }

  /** Counts what saved searches find, beside what the window does; what is asked meanwhile is counted once, afterwards. */
  async count(): Promise<void> {
    this.#uncounted = true;
    if (this.#counting) return;
    this.#counting = true;
    while (this.#uncounted && this.rows.some((row) => row.query)) {
      this.#uncounted = false;
      const began = performance.now();
      try {
        this.#found = await this.#lede.api.searchCounts();
      } catch {
        // A number that is not known is not shown; the search itself says what is wrong when it is opened.
        this.#found = [];
      }
      await pause(REST * (performance.now() - began));
    }
    this.#counting = false;
  }

  /** Names from the top down to a collection, without its own. */
  above(row: CollectionSummary): string[] {
    const parent = this.row(row.parent);
    return parent ? [...this.above(parent), parent.name] : [];
  }

  /** The collection with this path of names. */
  ofPath(path: string): CollectionSummary | null {
    return this.rows.find((row) => [...this.above(row), row.name].join("/") === path) ?? null;
  }

  /** Reads the tree again, and what is shown of it. */
  async load(): Promise<void> {
    const { api, list } = this.#lede;
    this.rows = await api.collections();
    const { collection, search } = list.view;
    const id = search ?? collection;
    if (id === null) this.shown = null;
    // It was deleted, here or elsewhere.
    else if (!this.row(id)) await this.#lede.show({ shelf: "inbox", find: "" });
    else if (collection === null) this.shown = null;
    else {
      const shown = await api.collection(collection);
      if (list.view.collection === collection) this.shown = shown;
    }
  }

  /** Shows a collection by hand, or what a saved search finds. */
  async show({ id, query }: CollectionSummary): Promise<void> {
    const { show } = this.#lede;
    if (!query) {
      await show.call(this.#lede, { shelf: "all", find: "", collection: id, sort: "hand", order: "ascending" });
    } else {
      const { shelf = "all", find, sort = "saved", order = "descending", tag = null, collection = null } = query;
      const narrow = { state: query.state ?? null, site: query.site ?? null, incomplete: query.incomplete ?? false };
      await show.call(this.#lede, { shelf, find: find ?? "", sort, order, tag, collection, narrow, search: id });
    }
    await this.#lede.attempt(this.load());
  }

  /** Makes a collection; resolves to its number. */
  async make(name: string, parent: number | null, query: SavedQuery | null = null): Promise<number | null> {
    const { api } = this.#lede;
    const action = query ? "new-search" : "new-collection";
    const id = await this.#change(action, 1, name, api.newCollection({ name, parent, query }));
    if (id === null) return null;
    if (parent !== null) this.folds.set(parent, true);
    const row = this.row(id);
    if (row) await this.show(row);
    return id;
  }

  /** Makes a collection of articles; the list stays where it is. */
  async makeOf(name: string, articles: readonly number[]): Promise<void> {
    const { api } = this.#lede;
    const id = await this.#change("new-collection", 1, name, api.newCollection({ name }));
    if (id !== null) await this.add(id, articles);
  }

  /** Changes a collection's name, description, cover or query. */
  async change(id: number, patch: CollectionPatch): Promise<boolean> {
    const row = this.row(id);
    if (!row) return false;
    const what = row.query ? "search" : "collection";
    const action: Action = patch.name
      ? `rename-${what}`
      : patch.query
        ? "change-search"
        : patch.cover !== undefined
          ? "cover-collection"
          : "describe-collection";
    const step = this.#lede.api.updateCollection(id, patch);
    return (await this.#change(action, 1, row.name, noValue(step))) !== null;
  }

  /** Makes the saved search that is shown look for what the list shows now. */
  async keepSearch(): Promise<void> {
    const { current } = this;
    if (!current?.query) return;
    const query = await this.#lede.search.settled();
    if (query.find !== searchOf(this.#lede.list.view).find) await this.#lede.search.ask(query.find ?? "");
    await this.change(current.id, { query });
  }

  async delete(row: CollectionSummary): Promise<void> {
    const step = this.#lede.api.deleteCollections([row.id]);
    await this.#change(row.query ? "delete-search" : "delete-collection", 1, row.name, noValue(step));
  }

  /** Moves a collection into another (null: to the top), before one of those there or to the end. */
  async move(row: CollectionSummary, parent: number | null, before: number | null): Promise<void> {
    const step = this.#lede.api.moveCollection(row.id, parent, before);
    if (parent !== null) this.folds.set(parent, true);
    await this.#change("move-collection", 1, row.name, noValue(step));
  }

  /** Where a step up (-1) or down (1) among its siblings takes a collection: what it then stands before. */
  neighbour(row: CollectionSummary, step: -1 | 1): { before: number | null } | null {
    const siblings = this.rows.filter((other) => other.parent === row.parent);
    const at = siblings.findIndex((other) => other.id === row.id);
    if (at + step < 0 || at + step >= siblings.length) return null;
    return { before: siblings[step < 0 ? at - 1 : at + 2]?.id ?? null };
  }

  async step(row: CollectionSummary, step: -1 | 1): Promise<void> {
    const target = this.neighbour(row, step);
    if (target) await this.move(row, row.parent, target.before);
  }

  /** Puts articles at the end of a collection. */
  async add(id: number, articles: readonly number[]): Promise<boolean> {
    const name = this.row(id)?.name ?? "";
    const { api, toasts, locale } = this.#lede;
    const added = await this.#change("add-to-collection", null, name, api.addToCollection(id, [...articles]));
    if (added === 0) toasts.show(locale.t("collection.allThere", { name }));
    return added !== null;
  }

  /** Takes articles out of a collection. */
  async takeOut(id: number, articles: readonly number[]): Promise<void> {
    const name = this.row(id)?.name ?? "";
    const removed = this.#lede.api.removeFromCollection(id, [...articles]);
    await this.#change("remove-from-collection", null, name, removed);
  }

  /** Takes out of the collection that is shown what an action applies to. */
  async takeOutTargets(): Promise<void> {
    const { list, selection, targets } = this.#lede;
    const { collection } = list.view;
    if (collection === null || targets.length === 0) return;
    await this.takeOut(collection, targets);
    if (targets.length > 1) selection.clear();
  }

  /** Puts articles of the collection that is shown before another of them, or at its end. */
  async arrange(articles: readonly number[], before: number | null): Promise<void> {
    const { collection, order } = this.#lede.list.view;
    if (collection === null || order !== "ascending") return;
    const name = this.row(collection)?.name ?? "";
    const step = this.#lede.api.moveInCollection(collection, [...articles], before);
    await this.#change("arrange-collection", articles.length, name, noValue(step));
  }

  /** Moves what is picked, or the cursor's article, one place up or down. */
  async nudge(step: -1 | 1): Promise<void> {
    const { list, selection } = this.#lede;
    // The cursor shows what moves, also where another article is open.
    const targets = selection.targets.length > 0 ? selection.targets : this.#lede.targets;
    if (!this.byHand || list.view.order !== "ascending" || targets.length === 0) return;
    const ids = await list.ids(0, Infinity);
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
    const moving = new Set(targets);
    const first = ids.findIndex((id) => moving.has(id));
    const last = ids.findLastIndex((id) => moving.has(id));
    if (first < 0 || (step < 0 ? first === 0 : last === ids.length - 1)) return;
    await this.arrange(targets, ids[step < 0 ? first - 1 : last + 2] ?? null);
  }

  /** What is carried when a line of the tree is dragged. */
  readonly carry = (row: CollectionSummary): Load => ({ cargo: { kind: "collection", id: row.id }, text: row.name });

  /** Where at a line of the tree something may be dropped. */
  readonly places = (cargo: Cargo, row: CollectionSummary): readonly Place[] => {
    if (cargo.kind === "articles") return row.query ? [] : ["inside"];
    if (cargo.kind !== "collection" || this.#stands(row, cargo.id)) return [];
    return row.query ? ["before", "after"] : ["before", "inside", "after"];
  };

  /** Takes what is dropped onto the tree. */
  readonly drop = (cargo: Cargo, { item, place }: Landing<CollectionSummary>): void => {
    if (cargo.kind === "articles") void this.add(item.id, cargo.ids);
    if (cargo.kind !== "collection") return;
    const row = this.row(cargo.id);
    if (!row) return;
    if (place === "inside") return void this.move(row, item.id, null);
    const before = place === "before" ? item.id : (this.#next(item, row)?.id ?? null);
    void this.move(row, item.parent, before);
  };

  /** Whether a collection is `id` itself or stands in it. */
  #stands(row: CollectionSummary, id: number): boolean {
    for (let at: CollectionSummary | null = row; at; at = this.row(at.parent)) if (at.id === id) return true;
    return false;
  }

  /** The sibling after `row`, passing over the one that is moved. */
  #next(row: CollectionSummary, moved: CollectionSummary): CollectionSummary | undefined {
    const siblings = this.rows.filter((other) => other.parent === row.parent && other.id !== moved.id);
    return siblings[siblings.findIndex((other) => other.id === row.id) + 1];
  }

  /** Waits for a change, tells of it with a way back, and reads the tree again. */
  async #change<T>(action: Action, count: number | null, name: string, work: Promise<Changed<T>>): Promise<T | null> {
    const { locale } = this.#lede;
    let value: T | null = null;
    const done = work.then((changed) => {
      value = changed.value;
      const counted = count ?? Number(changed.value);
      this.#lede.done(locale.told({ action, count: counted, name }), changed.step);
    });
    await this.#lede.attempt(done);
    await this.#lede.refresh();
    return value;
  }
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** A step of a change that yields nothing else. */
async function noValue(step: Promise<number | null>): Promise<Changed<true>> {
  return { value: true, step: await step };
}
