import type { Completion, QueryPart } from "../api";
import type { Locale } from "../state/locale.svelte";

/** What a list can be narrowed to by clicks, in the order it is offered in. */
export const FILTERS = [
  "site",
  "tag",
  "in",
  "lang",
  "is",
  "has",
  "published",
  "saved",
  "words",
  "title",
  "by",
  "text",
  "note",
  "highlight",
  "links-to",
  "related-to",
] as const;
export type FilterName = (typeof FILTERS)[number];

/** Values that an article is or has, in the query language. */
export const STATES = ["unread", "reading", "read", "starred", "archived", "incomplete", "dead", "trashed"] as const;
export const PARTS = ["note", "highlight", "tag", "image", "missing-image", "version"] as const;

/** Stretches of time by name, in the query language. */
export const PERIODS = {
  today: "today",
  yesterday: "yesterday",
  thisWeek: "this week",
  lastWeek: "last week",
  last30: "last 30 days",
  thisYear: "this year",
  lastYear: "last year",
} as const;
export type PeriodName = keyof typeof PERIODS;
export const PERIOD_NAMES = Object.keys(PERIODS) as PeriodName[];

const isIn = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

export const isFilter = (name: string): name is FilterName => isIn(FILTERS, name);

/** Year of the calendar that a language's readers live by, where it is not the Gregorian one. */
function yearOf(language: string, now: Date): number | null {
  if (language !== "fa") return null;
  const year = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", { year: "numeric" }).formatToParts(now);
  return Number(year.find(({ type }) => type === "year")?.value ?? Number.NaN) || null;
}

/** A stretch of time as the query language names it; years are those that a reader of the language means. */
export function periodText(language: string, period: PeriodName, now = new Date()): string {
  const year = yearOf(language, now);
  if (year !== null && period === "thisYear") return String(year);
  if (year !== null && period === "lastYear") return String(year - 1);
  return PERIODS[period];
}

/** A language by its name in the reader's own. */
export function languageName(locale: Locale, tag: string): string {
  try {
    return new Intl.DisplayNames([locale.language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What a filter is called. */
export function filterName(locale: Locale, name: string): string {
  return isFilter(name) ? locale.t(`filter.${name}`) : name;
}

/** A filter's value as a reader would say it. */
export function valueName(locale: Locale, name: string, value: string): string {
  const plain = value.toLowerCase();
  if (name === "is" && isIn(STATES, plain)) return locale.t(`filter.is.${plain}`);
  if (name === "has" && isIn(PARTS, plain)) return locale.t(`filter.has.${plain}`);
  if (name === "lang") return languageName(locale, value);
  if (name === "published" || name === "saved") {
    const period = PERIOD_NAMES.find((other) => PERIODS[other] === plain);
    return period ? locale.t(`filter.${period}`) : rangeName(locale, value, DATES);
  }
  return name === "words" ? rangeName(locale, value, NUMBERS) : value;
}

const DATES = { ">": "filter.after", ">=": "filter.since", "<": "filter.before", "<=": "filter.until" } as const;
const NUMBERS = { ">": "filter.over", ">=": "filter.since", "<": "filter.under", "<=": "filter.until" } as const;

/** From where to where, in words. */
function rangeName(locale: Locale, value: string, told: typeof DATES | typeof NUMBERS): string {
  const [from, to] = value.split("..");
  if (from && to) return `${from} – ${to}`;
  if (to !== undefined)
    return from ? locale.t("filter.since", { value: from }) : locale.t("filter.until", { value: to });
  const [, sign, rest = ""] = /^([<>]=?)(.*)$/.exec(value) ?? [];
  return sign === undefined ? value : locale.t(told[sign as keyof typeof told], { value: rest });
}

/** A part of a query in words: a chip. */
export function chipText(locale: Locale, { filter, value }: Pick<QueryPart, "filter" | "value">): string {
  if (filter === null) return value;
  const said = valueName(locale, filter, value);
  if (filter === "is") return said;
  return locale.t("filter.chip", { name: filterName(locale, filter), value: said });
}

/** What a completion means in the reader's language; null where that says no more than it does itself. */
export function meaningOf(
  locale: Locale,
  { insert, label }: Pick<Completion, "insert" | "label">,
  filter: string | null,
): string | null {
  const name = insert.replace(/:$/, "");
  if (name !== insert && isFilter(name)) return locale.t(`filter.${name}`);
  if (filter === null) return null;
  const said = valueName(locale, filter, insert.replaceAll('"', ""));
  return said === label || said === insert.replaceAll('"', "") ? null : said;
}
