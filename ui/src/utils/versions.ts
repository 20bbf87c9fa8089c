import type { ChangeSummary, ComparedParagraph, Segment } from "../api";
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
