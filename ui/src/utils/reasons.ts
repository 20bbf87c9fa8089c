import type { PageBlock } from "../api";
import type { Locale } from "../state/locale.svelte";

/** Why a block of the page is in the copy or not, in words. */
export function reasonOf(locale: Locale, { kept, reason }: PageBlock): string {
  switch (reason.by) {
    case "odds":
      return locale.t(kept ? "repair.why.likely" : "repair.why.unlikely", {
        percent: percent(locale, reason.probability),
      });
    case "neighbours":
      return locale.t(kept ? "repair.why.amongKept" : "repair.why.amongDropped");
    case "rule":
      return locale.t("repair.why.rule", { key: reason.key });
    case "repeated":
      return locale.t("repair.why.repeated", { n: reason.pages });
    case "page-data":
      return locale.t(kept ? "repair.why.ofData" : "repair.why.besideData");
    default:
      return locale.t(`repair.why.${reason.by}`);
  }
}

function percent(locale: Locale, probability: number): string {
  const share = Math.round(probability * 100) / 100;
  return new Intl.NumberFormat(locale.language, { style: "percent" }).format(share);
}
