import type { Article, Completions, Facet, Found, Piece, QueryPart, QueryReading, Tally } from "../api";
import { filterOf, partOf } from "../utils/queries";

const NAMES = ["title", "by", "site", "tag", "in", "lang", "is", "has", "published", "saved", "words"];
const VALUES: Readonly<Record<string, readonly string[]>> = {
  is: ["unread", "reading", "read", "starred", "archived", "incomplete", "dead", "trashed"],
  has: ["note", "highlight", "tag", "image", "missing-image", "version"],
};
const PIECE = /(-?)(?:([a-z-]+):)?("[^"]*"?|[^\s"()]+)?/y;

/** Reads a query as far as tests need it: words, names with values, minus; `foo:bar` is told as unknown. */
export function readQuery(text: string): QueryReading {
  const reading: QueryReading = { parts: [], problems: [], has_words: false };
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const found = PIECE.exec(text);
    const [whole = "", minus = "", name, raw = ""] = found ?? [];
    if (whole === "") {
      at += 1;
      continue;
    }
    const [from, to] = [at, at + whole.length];
    at = to;
    const value = raw.replaceAll('"', "");
    const known = name !== undefined && NAMES.includes(name);
    const isValue = known && (VALUES[name]?.includes(value) ?? value !== "");
    if (known && value === "") reading.problems.push({ from, to, fault: "no-value" });
    else if (known && !isValue) reading.problems.push({ from, to, fault: "unknown-value" });
    else if (name !== undefined && !known) reading.problems.push({ from, to, fault: "unknown-name" });
    const filter = isValue ? name : null;
    reading.parts.push({ from, to, filter, value: filter ? value : whole.slice(minus.length), negated: minus === "-" });
    reading.has_words ||= filter === null || filter === "title" || filter === "by";
  }
  return reading;
}

/** Whether an article is what a query asks for. */
export function matches(row: Article, { parts }: QueryReading): boolean {
  return parts.every((part) => holds(row, part) !== part.negated);
}

function holds(row: Article, { filter, value }: QueryPart): boolean {
  const wanted = value.replaceAll('"', "").toLowerCase();
  const has = (text: string): boolean => text.toLowerCase().includes(wanted);
  switch (filter) {
    case "site":
      return has(row.site) || new URL(row.url).hostname.endsWith(wanted);
    case "tag":
      return row.tags.some((tag) => tag.toLowerCase() === wanted || tag.toLowerCase().startsWith(`${wanted}/`));
    case "lang":
      return (row.language ?? "").toLowerCase().startsWith(wanted);
    case "is":
      return row.state === wanted || (wanted === "starred" && row.starred) || (wanted === "archived" && row.archived);
    case "published":
      return row.published?.startsWith(wanted) ?? false;
    case "title":
      return has(row.title);
    case "by":
      return has(row.authors.join(" "));
    case null:
      return has(`${row.title} ${row.site} ${row.text}`);
    default:
      return false;
  }
}

/** What was found of an article: its words, marked. */
export function foundOf(row: Article, { parts }: QueryReading): Found {
  const words = parts.filter(({ filter, negated }) => filter === null && !negated).map(({ value }) => value);
  const at = row.text.toLowerCase().indexOf((words[0] ?? "").toLowerCase());
  const passage = row.text.slice(Math.max(0, at - 60), Math.max(0, at) + 120);
  return { article: row.id, title: pieces(row.title, words), place: "text", passage: pieces(passage, words), score: 1 };
}

function pieces(text: string, words: readonly string[]): Piece[] {
  if (words.length === 0) return [{ text, hit: false }];
  const any = new RegExp(`(${words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, ".")).join("|")})`, "iu");
  return text.split(any).map((piece, place) => ({ text: piece, hit: place % 2 === 1 }));
}

/** Names and values that go on with what stands before a cursor. */
export function completeQuery(text: string, cursor: number, rows: readonly Article[]): Completions {
  const before = text.slice(0, cursor);
  const value = /([a-z-]+):"?([^\s"]*)$/.exec(before);
  const typed = value?.[2] ?? /\S*$/.exec(before)?.[0] ?? "";
  const from = cursor - typed.length - (value && before.at(-typed.length - 1) === '"' ? 1 : 0);
  const item = (insert: string, articles: number | null = null) => ({ insert, label: insert, note: null, articles });
  if (value) {
    const counts = new Map<string, number>();
    for (const row of rows)
      for (const one of valuesOf(row, value[1] ?? "")) counts.set(one, (counts.get(one) ?? 0) + 1);
    const known = VALUES[value[1] ?? ""]?.map((one) => item(one)) ?? [...counts].map(([one, n]) => item(one, n));
    return {
      from,
      to: cursor,
      items: known.filter(({ label }) => label.toLowerCase().startsWith(typed.toLowerCase())),
    };
  }
  if (typed === "") return { from, to: cursor, items: [] };
  const names = NAMES.filter((name) => name.startsWith(typed.toLowerCase())).map((name) => item(`${name}:`));
  const words = new Map<string, number>();
  for (const row of rows) {
    for (const word of new Set(row.title.toLowerCase().match(/\p{L}+/gu))) words.set(word, (words.get(word) ?? 0) + 1);
  }
  const fitting = [...words].filter(([word]) => word.startsWith(typed.toLowerCase())).sort(([, a], [, b]) => b - a);
  return { from, to: cursor, items: [...names, ...fitting.slice(0, 8).map(([word, n]) => item(word, n))] };
}

function valuesOf(row: Article, filter: string): readonly string[] {
  if (filter === "site") return [new URL(row.url).hostname];
  if (filter === "tag") return row.tags;
  if (filter === "lang") return row.language ? [row.language] : [];
  return [];
}

/** What a list can be narrowed to. */
export function tally(rows: readonly Article[], find: string): Tally {
  const reading = readQuery(find);
  const facets = (filters: (row: Article) => readonly string[]): Facet[] => {
    const counts = new Map<string, number>();
    for (const row of rows) for (const filter of filters(row)) counts.set(filter, (counts.get(filter) ?? 0) + 1);
    return [...counts]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 12)
      .map(([filter, articles]) => {
        const { value } = filterOf(filter);
        return { label: value, filter, articles, on: partOf(reading, filter) !== undefined };
      });
  };
  return {
    total: rows.length,
    sites: facets((row) => valuesOf(row, "site").map((site) => `site:${site}`)),
    tags: facets((row) => row.tags.map((tag) => `tag:${tag}`)),
    years: facets((row) => (row.published ? [`published:${row.published.slice(0, 4)}`] : [])),
    languages: facets((row) => valuesOf(row, "lang").map((language) => `lang:${language}`)),
    states: facets((row) => [`is:${row.state}`]),
  };
}
