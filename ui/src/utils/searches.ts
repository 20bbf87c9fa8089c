import type { ReadState, SavedQuery, Shelf, SortKey, SortOrder } from "../api";

/** What a list asks for, and a saved search keeps. */
export interface Searched {
  shelf: Shelf;
  find: string;
  sort: SortKey;
  order: SortOrder;
  /** The tag that narrows the list, with those below it. */
  tag: number | null;
  /** Only this collection. */
  collection: number | null;
  /** What a saved search asks for beside its words. */
  narrow: { state: ReadState | null; site: string | null; incomplete: boolean } | null;
}

/** The same as the library is asked for it. */
export function searchOf({ shelf, find, sort, order, tag, collection, narrow }: Searched): SavedQuery {
  return {
    find: find.trim() || null,
    shelf,
    state: narrow?.state ?? null,
    incomplete: narrow?.incomplete ?? false,
    site: narrow?.site ?? null,
    tag,
    collection,
    sort,
    order,
  };
}

/** Whether two searches ask for the same; what one leaves out is asked for by none. */
export function sameSearch(one: SavedQuery, other: SavedQuery): boolean {
  const said = (query: SavedQuery): [string, unknown][] =>
    Object.entries(query)
      .filter(([, value]) => value !== null && value !== undefined && value !== false)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(said(one)) === JSON.stringify(said(other));
}
