import type { ArticleSummary, ChangeSummary, ComparedParagraph, Segment } from "../api";
import type { Locale } from "../state/locale.svelte";

/** The intervals at which a page can be looked at again, in seconds. */
export const INTERVALS = { off: null, hourly: 3600, six: 6 * 3600, daily: 86_400, weekly: 7 * 86_400 } as const;
export type Interval = keyof typeof INTERVALS;

/** The interval of so many seconds; null when it is none of those that are offered. */
export function intervalOf(seconds: number | null): Interval | null {
  const found = Object.entries(INTERVALS).find(([, every]) => every === seconds);
  return found ? (found[0] as Interval) : null;
}

/** So many seconds in the largest whole unit, as the language says it. */
export function span(language: string, seconds: number): string {
  const units = [
    ["week", 604_800],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ] as const;
  const [unit, size] = units.find(([, size]) => seconds % size === 0) ?? ["minute", 60];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(
    Math.round(seconds / size),
  );
}

/** What differs, such as "headline changed, 3 sentences removed". */
export function summaryInWords(locale: Locale, summary: ChangeSummary): string {
  const counts = [
    ["sentencesRemoved", summary.sentences_removed],
    ["sentencesAdded", summary.sentences_added],
    ["sentencesChanged", summary.sentences_changed],
    ["sentencesMoved", summary.sentences_moved],
    ["paragraphsMoved", summary.paragraphs_moved],
    ["picturesRemoved", summary.pictures_removed],
    ["picturesAdded", summary.pictures_added],
  ] as const;
  const parts = [
    summary.title ? locale.t("summary.title") : "",
    summary.byline ? locale.t("summary.byline") : "",
    ...counts.map(([key, n = 0]) => (n > 0 ? locale.t(`summary.${key}`, { n }) : "")),
  ].filter(Boolean);
  if (parts.length > 0) return new Intl.ListFormat(locale.language, { type: "unit" }).format(parts);
  return locale.t(summary.markup ? "summary.markup" : "summary.nothing");
}

/** How two articles that are compared are called: by their sites, and where those are one, by their dates. */
export type Sources = readonly [string, string];

export function sourcesOf(locale: Locale, [one, other]: readonly [ArticleSummary, ArticleSummary]): Sources {
  const named = (article: ArticleSummary): string =>
    one.site === other.site ? `${article.site}, ${locale.long(article.published ?? article.saved)}` : article.site;
  return [named(one), named(other)];
}

/** What is said of each kind of difference: of versions what came and went, of articles which has it. */
export function saidOf(
  locale: Locale,
  sources: Sources | null,
): Record<"removed" | "added" | "moved-away" | "moved-here", string> {
  if (sources === null)
    return {
      removed: locale.t("diff.removed"),
      added: locale.t("diff.added"),
      "moved-away": locale.t("diff.movedAway"),
      "moved-here": locale.t("diff.movedHere"),
    };
  const [first, second] = sources;
  return {
    removed: locale.t("copies.only", { site: first }),
    added: locale.t("copies.only", { site: second }),
    "moved-away": locale.t("copies.moved", { site: second }),
    "moved-here": locale.t("copies.moved", { site: first }),
  };
}

/** What differs between two articles, such as "other headline, 3 sentences only in Courier": neither of them came first. */
export function differenceInWords(locale: Locale, summary: ChangeSummary, [first, second]: Sources): string {
  const only = (key: "copies.sentences" | "copies.pictures", n: number | undefined, site: string): string =>
    n ? locale.t(key, { n, site }) : "";
  const counts = [
    ["copies.worded", summary.sentences_changed],
    ["copies.elsewhere", summary.sentences_moved],
    ["copies.paragraphs", summary.paragraphs_moved],
  ] as const;
  const parts = [
    summary.title ? locale.t("copies.title") : "",
    summary.byline ? locale.t("copies.byline") : "",
    only("copies.sentences", summary.sentences_removed, first),
    only("copies.sentences", summary.sentences_added, second),
    ...counts.map(([key, n = 0]) => (n > 0 ? locale.t(key, { n }) : "")),
    only("copies.pictures", summary.pictures_removed, first),
    only("copies.pictures", summary.pictures_added, second),
  ].filter(Boolean);
  if (parts.length > 0) return new Intl.ListFormat(locale.language, { type: "unit" }).format(parts);
  return locale.t(summary.markup ? "summary.markup" : "summary.nothing");
}

/** A paragraph to be shown, or so many that are the same and are folded away. */
export type DiffRow =
  | { kind: "paragraph"; key: number; paragraph: ComparedParagraph; change: boolean }
  | { kind: "fold"; key: number; count: number };

/** The paragraphs to show: those that are the same are folded, unless everything or their fold was opened. */
export function rowsOf(
  paragraphs: readonly ComparedParagraph[],
  everything: boolean,
  opened: ReadonlySet<number>,
): DiffRow[] {
  const rows: DiffRow[] = [];
  for (let at = 0; at < paragraphs.length;) {
    let end = at;
    while (paragraphs[end]?.kind === "same") end += 1;
    if (end > at && !everything && !opened.has(at)) {
      rows.push({ kind: "fold", key: at, count: end - at });
      at = end;
      continue;
    }
    for (const paragraph of paragraphs.slice(at, Math.max(end, at + 1))) {
      rows.push({ kind: "paragraph", key: at, paragraph, change: paragraph.kind !== "same" });
      at += 1;
    }
  }
  return rows;
}

/** What one of the two texts has of segments. */
export function sideOf(segments: readonly Segment[], side: "before" | "after"): Segment[] {
  const others = side === "before" ? ["added", "moved-here"] : ["removed", "moved-away"];
  return segments.filter((segment) => !others.includes(segment.kind));
}

/** Whether a line differs. */
export const differs = (segments: readonly Segment[]): boolean => segments.some((segment) => segment.kind !== "same");
