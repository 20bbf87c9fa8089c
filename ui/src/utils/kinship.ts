import type { Reasons } from "../api";
import type { Locale } from "../state/locale.svelte";
import { isolated } from "./direction";

/** Why two articles belong together, in words: "both mention Grossi and IAEA · 2 days apart". */
export function reasonsInWords(locale: Locale, { words, days, tags, links }: Reasons): string {
  const parts: string[] = [];
  if (words.length > 0) parts.push(locale.t("related.mention", { names: locale.names(words.map(isolated)) }));
  if (days === 0) parts.push(locale.t("related.sameDay"));
  else if (days !== null) parts.push(locale.t("related.apart", { n: days }));
  if (tags.length > 0) parts.push(locale.t("related.tagged", { tags: locale.names(tags.map(isolated)) }));
  if (links > 0) parts.push(locale.t("related.links", { n: links }));
  return parts.join(" · ");
}
