import type { ArticleSummary, CollectionSummary, Piece, Tag } from "../api";
import type { Action } from "./actions";
import { fuzzy, type Fit, named, plain } from "../utils/fuzzy";
import { shownPath } from "../utils/tags";

/** Articles that are offered. */
export const ARTICLES = 8;
/** Others of one kind that are offered. */
const OTHERS = 6;
/** What an article counts that was found by its text and not by its title. */
const BY_TEXT = 0.4;

/** What alone is looked for: actions after `>`, tags after `#`. */
export type Scope = "action" | "tag" | null;

/** What was typed, without the sign that says what is looked for. */
export interface Typed {
  scope: Scope;
  text: string;
}

/** A collection with the names it stands under. */
export interface CollectionPlace {
  row: CollectionSummary;
  path: string;
}

/** Somewhere to go, or something to do. */
export type Place = { value: string; pieces: Piece[]; score: number } & (
  | { kind: "action"; item: Action }
  | { kind: "tag"; item: Tag }
  | { kind: "collection"; item: CollectionPlace }
  | { kind: "article"; item: ArticleSummary }
);

/** Places of one kind, the best first. */
export interface Group {
  kind: Place["kind"];
  places: Place[];
}

/** Everything that can be gone to or done. */
export interface Everything {
  actions: readonly Action[];
  tags: readonly Tag[];
  collections: readonly CollectionPlace[];
  /** Those that the archive finds. */
  articles: readonly ArticleSummary[];
}

/** Reads what was typed. */
export function readScope(text: string): Typed {
  const scope = ({ ">": "action", "#": "tag" } as const)[text.trimStart()[0] ?? ""] ?? null;
  return { scope, text: (scope ? text.trimStart().slice(1) : text).trim() };
}

/** What fits what was typed, by kinds, the kind with the best first; all actions, or all tags, when nothing was. */
export function places({ scope, text }: Typed, { actions, tags, collections, articles }: Everything): Group[] {
  const asked = (kind: Place["kind"]): boolean =>
    scope === kind || (scope === null && (text !== "" || kind === "action"));
  const groups: Group[] = [];
  const add = (kind: Place["kind"], made: () => Place[]): void => {
    const group = asked(kind) ? made() : [];
    if (group.length > 0) groups.push({ kind, places: group });
  };
  add("action", () =>
    fits(actions, (action) => action.label(), text).map((fit) => ({ ...fit, kind: "action", value: fit.item.id })),
  );
  add("tag", () =>
    fits(tags, (tag) => shownPath(tag.path), text).map((fit) => ({ ...fit, kind: "tag", value: `tag-${fit.item.id}` })),
  );
  add("collection", () =>
    fits(collections, ({ path }) => path, text).map((fit) => ({
      ...fit,
      kind: "collection",
      value: `collection-${fit.item.row.id}`,
    })),
  );
  // In the archive's order: it knows more of them than their titles.
  add("article", () =>
    articles.map((item) => {
      const [fit] = fuzzy(
        named([item], ({ title }) => title),
        text,
        1,
      );
      const { pieces, score } = fit ?? { pieces: plain(item.title), score: BY_TEXT };
      return { kind: "article", value: `article-${item.id}`, item, pieces, score };
    }),
  );
  const best = (group: Group): number => Math.max(...group.places.map(({ score }) => score));
  return text === "" ? groups : groups.sort((a, b) => best(b) - best(a));
}

function fits<T>(items: readonly T[], nameOf: (item: T) => string, text: string): Fit<T>[] {
  if (text === "") return items.map((item) => ({ item, pieces: plain(nameOf(item)), score: 0 }));
  return fuzzy(named(items, nameOf), text, OTHERS);
}
