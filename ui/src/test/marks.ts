import type { Article, Highlight, HighlightPatch, HighlightQuery, HighlightRow } from "../api";
import { ReadingText, type Span } from "../utils/readingText";

const START = Date.UTC(2026, 10, 22, 15, 0);
const HOUR = 3_600_000;

/** A highlight, yellow and without a note unless `change` says otherwise. */
export function sampleHighlight(change: Partial<Highlight> = {}): Highlight {
  const id = change.id ?? 1;
  const made = new Date(START - id * HOUR).toISOString();
  return {
    id,
    article: 1,
    version: 1,
    quote: "what patience is worth",
    prefix: "",
    suffix: "",
    color: "yellow",
    note: null,
    tags: [],
    created: made,
    updated: made,
    position: { start: 0, end: 22 },
    place: { start: 0, end: 22 },
    anchored: "exact",
    ...change,
  };
}

/** The text of an article, as the library would read it. */
export function textOf({ html }: Article): ReadingText {
  return new ReadingText(new DOMParser().parseFromString(html, "text/html").body);
}

/** Where a word stands in a text, in code points. */
export function placesOf(text: string, word: string): Span[] {
  const [points, wanted] = [[...text.toLowerCase()], [...word.toLowerCase()]];
  const isAt = (at: number): boolean => wanted.every((point, n) => points[at + n] === point);
  const starts = wanted.length === 0 ? [] : points.map((_, at) => at).filter(isAt);
  return starts.map((start) => ({ start, end: start + wanted.length }));
}

/** What of `highlight` a patch changes. */
export function patched(highlight: Highlight, patch: HighlightPatch): Highlight {
  const tags = highlight.tags.filter((tag) => !patch.remove_tags?.includes(tag));
  return {
    ...highlight,
    color: patch.color ?? highlight.color,
    note: patch.note === undefined || patch.note === null ? highlight.note : patch.note || null,
    tags: [...new Set([...tags, ...(patch.add_tags ?? [])])].sort(),
  };
}

/** A highlight with what a list tells of its article. */
export function rowOf(highlight: Highlight, article: Article): HighlightRow {
  const { title, site, url, authors, published, language, direction } = article;
  return { ...highlight, title, site, url, authors, published, language, direction };
}

/** The rows that a query wants, in its order. */
export function chosen(rows: HighlightRow[], query: HighlightQuery): HighlightRow[] {
  const words = (query.find ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const text = ({ quote, note, title }: HighlightRow): string => `${quote} ${note ?? ""} ${title}`.toLowerCase();
  const sign = query.order === "ascending" ? 1 : -1;
  return rows
    .filter(({ article }) => !query.article || article === query.article)
    .filter(({ color }) => !query.colors?.length || query.colors.includes(color))
    .filter(({ created }) => (!query.from || created >= query.from) && (!query.to || created < query.to))
    .filter((row) => words.every((word) => text(row).includes(word)))
    .sort((a, b) =>
      query.sort === "article"
        ? a.article - b.article || (a.place?.start ?? 0) - (b.place?.start ?? 0)
        : sign * a.created.localeCompare(b.created),
    );
}
