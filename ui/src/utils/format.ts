import { dateFormat, listFormat, numberFormat, relativeFormat } from "./formatters";

const DAY = 86_400_000;

/** Reads an ISO 8601 date or time; a date alone is that day wherever the reader is. */
export function parseDate(iso: string): Date | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  const date = day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])) : new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** A date for a list: today and yesterday by name, this year without the year. */
export function shortDate(language: string, iso: string, now = new Date()): string {
  const date = parseDate(iso);
  if (!date) return iso;
  const days = Math.round((midnight(date) - midnight(now)) / DAY);
  if (days === 0 || days === -1) {
    const name = relativeFormat(language).format(days, "day");
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  }
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return dateFormat(language, { day: "numeric", month: "short", year }).format(date);
}

/** A date in full, with the time when `iso` has one. */
export function longDate(language: string, iso: string): string {
  const date = parseDate(iso);
  if (!date) return iso;
  const time = iso.includes("T") ? ({ hour: "numeric", minute: "2-digit" } as const) : {};
  return dateFormat(language, { day: "numeric", month: "long", year: "numeric", ...time }).format(date);
}

/** From one day to another, what they share said once; this year without the year. */
export function dateSpan(language: string, first: string, last: string, now = new Date()): string {
  const [from, to] = [parseDate(first), parseDate(last)];
  if (!from || !to) return `${first} – ${last}`;
  const thisYear = from.getFullYear() === now.getFullYear() && to.getFullYear() === now.getFullYear();
  const format = dateFormat(language, {
    day: "numeric",
    month: "short",
    ...(thisYear ? {} : { year: "numeric" }),
  });
  return format.formatRange(from, to);
}

/** A time of day. */
export function clockTime(language: string, iso: string): string {
  const date = parseDate(iso);
  return date ? dateFormat(language, { hour: "numeric", minute: "2-digit" }).format(date) : iso;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A number of bytes in the unit that suits it (powers of 1,000, as file managers show). */
export function byteSize(language: string, bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  const maximumFractionDigits = power > 0 && value < 10 ? 1 : 0;
  return numberFormat(language, {
    style: "unit",
    unit: UNITS[power],
    // Where the short name is only a Latin abbreviation, the long one is what people read.
    unitDisplay: language === "fa" ? "long" : "short",
    maximumFractionDigits,
  }).format(value);
}

/** A share from 0 to 1 in percent. */
export function percent(language: string, share: number): string {
  return numberFormat(language, { style: "percent" }).format(share);
}

/** Names joined as the language joins them. */
export function nameList(language: string, names: readonly string[]): string {
  return listFormat(language).format(names);
}
