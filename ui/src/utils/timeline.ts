import type { ArticleSummary } from "../api";
import { parseDate } from "./format";

const DAY = 86_400_000;

/** An article where the timeline shows it. */
export interface Piece {
  readonly article: ArticleSummary;
  /** Milliseconds since 1970: of publication, or of saving. */
  readonly time: number;
  /** From the beginning of the track, in pixels. */
  readonly start: number;
  /** Below others of its lane that stand too near, counted from 0. */
  readonly row: number;
}

/** The articles of one site, or those without a date. */
export interface Lane {
  /** Null: articles whose date is not known. */
  readonly site: string | null;
  readonly pieces: readonly Piece[];
  readonly rows: number;
}

/** A day that the axis names. */
export interface Tick {
  readonly start: number;
  readonly label: string;
  /** Begins a month, or a year where months are not named. */
  readonly strong: boolean;
}

/** The time of an article on a timeline. */
export function timeOf({ published, saved }: ArticleSummary): number {
  const date = (published === null ? null : parseDate(published)) ?? parseDate(saved);
  return date?.getTime() ?? 0;
}

/** Midnight where the person is. */
export function dayOf(time: number): Date {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate());
}

/** Days between midnights; a day with a change of clocks is one, too. */
export const daysBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / DAY);

/** First and last day of articles. */
export function spanOf(articles: readonly ArticleSummary[]): { first: Date; days: number } {
  const times = articles.map(timeOf);
  const first = dayOf(Math.min(...times));
  return { first, days: daysBetween(first, dayOf(Math.max(...times))) };
}

/**
 * Lanes by site, the site with most articles first, of equals the one that wrote first; articles without a date last. Pieces
 * stand by their time at `scale` pixels a day, below each other where they are nearer than `width` pixels.
 */
export function lanesOf(articles: readonly ArticleSummary[], scale: number, width: number): Lane[] {
  const { first } = spanOf(articles);
  const sites = new Map<string | null, ArticleSummary[]>();
  const sorted = [...articles].sort((a, b) => timeOf(a) - timeOf(b) || a.url.localeCompare(b.url));
  for (const article of sorted) {
    const site = article.published === null ? null : article.site;
    sites.set(site, [...(sites.get(site) ?? []), article]);
  }
  return [...sites]
    .sort(([a, inA], [b, inB]) => Number(a === null) - Number(b === null) || inB.length - inA.length)
    .map(([site, own]) => {
      const ends: number[] = [];
      const pieces = own.map((article) => {
        const time = timeOf(article);
        const start = daysBetween(first, dayOf(time)) * scale;
        const free = ends.findIndex((end) => end <= start);
        const row = free < 0 ? ends.length : free;
        ends[row] = start + width;
        return { article, time, start, row };
      });
      return { site, pieces, rows: ends.length };
    });
}

/** Steps of the axis in days; from months on they follow the calendar. */
const STEPS = [1, 2, 7, 14, 30, 91, 182, 365] as const;

/** The days that the axis names, at least `gap` pixels apart, in the calendar of the language. */
export function ticksOf(language: string, first: Date, days: number, scale: number, gap: number): Tick[] {
  const step = STEPS.find((step) => step * scale >= gap) ?? 365 * Math.ceil(gap / scale / 365);
  const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });
  const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric" });
  const parts = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { day: "numeric", month: "numeric" });
  const ticks: Tick[] = [];
  for (let at = 0; at <= days; at += 1) {
    const date = new Date(first.getFullYear(), first.getMonth(), first.getDate() + at);
    if (step < 30) {
      if (at % step === 0) ticks.push({ start: at * scale, label: day.format(date), strong: false });
      continue;
    }
    const part = (type: string): number =>
      Number(parts.formatToParts(date).find((found) => found.type === type)?.value ?? 0);
    const every = Math.max(1, Math.round(step / 30.4));
    if (part("day") === 1 && (part("month") - 1) % Math.min(every, 12) === 0) {
      ticks.push({ start: at * scale, label: month.format(date), strong: part("month") === 1 });
    }
  }
  const years = Math.ceil(step / 365);
  const kept = years > 1 ? ticks.filter((_, at) => at % years === 0) : ticks;
  // A short story may lie between the days that would be named.
  return kept.length > 0 ? kept : [{ start: 0, label: month.format(first), strong: true }];
}

/** Pixels a day at which everything fits into `room`. */
export const fitting = (days: number, room: number, width: number): number => clamp((room - width) / Math.max(days, 1));

/** A scale that can be read. */
export const clamp = (scale: number): number => Math.min(400, Math.max(0.15, scale));

/** Which piece the arrow keys lead to. */
export function step(
  lanes: readonly Lane[],
  from: number,
  way: "earlier" | "later" | "above" | "below" | "first" | "last",
): number {
  const all = lanes.flatMap((lane, at) => lane.pieces.map((piece) => ({ lane: at, piece })));
  const here = all.findIndex(({ piece }) => piece.article.id === from);
  const current = all[here] ?? all[0];
  if (!current) return from;
  const own = all.filter(({ lane }) => lane === current.lane);
  const place = own.indexOf(current);
  const along = { earlier: place - 1, later: place + 1, first: 0, last: own.length - 1 };
  if (way !== "above" && way !== "below") return (own[along[way]] ?? current).piece.article.id;
  const wanted = current.lane + (way === "below" ? 1 : -1);
  const distance = ({ piece }: { piece: Piece }): number => Math.abs(piece.time - current.piece.time);
  const near = all.filter(({ lane }) => lane === wanted).sort((a, b) => distance(a) - distance(b));
  return (near[0] ?? current).piece.article.id;
}
