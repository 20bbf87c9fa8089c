import type { Locale } from "../state/locale.svelte";

const UNITS = [
  ["time.days", 86_400],
  ["time.hours", 3600],
  ["time.minutes", 60],
  ["time.seconds", 1],
] as const;

/** A stretch of time in its two largest units; what is shorter than that is left out. */
export function durationInWords(locale: Locale, seconds: number): string {
  const parts: string[] = [];
  let [rest, units] = [Math.floor(seconds), 0];
  for (const [key, size] of UNITS) {
    const n = Math.floor(rest / size);
    if (n > 0) parts.push(locale.t(key, { n }));
    if (n > 0 || units > 0) units += 1;
    if (units === 2) break;
    rest -= n * size;
  }
  return parts.length > 0 ? locale.names(parts) : locale.t("time.seconds", { n: 0 });
}
