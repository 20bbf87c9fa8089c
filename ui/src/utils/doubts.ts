import type { Diagnosis, Doubt, Evidence } from "../api";
import type { Locale } from "../state/locale.svelte";

/** Doubts that say by themselves that there is no article. */
const EXPLAIN = new Set<Doubt>([
  "consent-wall",
  "bot-challenge",
  "soft-not-found",
  "login",
  "index-page",
  "video-page",
  "gallery-page",
  "needs-scripts",
  "not-fetched",
]);

/** The doubts that are told: that there is no article goes without saying where another one says why. */
export function toldDoubts(doubts: readonly Doubt[]): Doubt[] {
  const explained = doubts.some((doubt) => EXPLAIN.has(doubt));
  return doubts.filter((doubt) => doubt !== "no-article" || !explained);
}

/** What a doubt rests on. */
export function evidenceOf(diagnosis: Diagnosis, doubt: Doubt): Evidence[] {
  return diagnosis.evidence.filter((evidence) => evidence.doubt === doubt);
}

/** Where a date of publication was found, in words; null where that has no words. */
export function dateSource(locale: Locale, source: string | null): string | null {
  const [place, ...rest] = (source ?? "").split(":");
  const field = rest.join(":");
  switch (place) {
    case "json-ld":
      return locale.t("source.json-ld", { field });
    case "meta":
      return locale.t("source.meta", { field });
    case "time[datetime]":
      return locale.t("source.time");
    case "text":
    case "url":
    case "rule":
    case "file":
    case "hand":
      return locale.t(`source.${place}`);
    default:
      return source;
  }
}
