import type { MessageKey } from "../messages/message";
import { en } from "../messages/en";
import type { Locale } from "../state/locale.svelte";

/** Why a picture is missing, in words. */
export function missingReason(locale: Locale, reason: string): string {
  const key = `missing.${reason}`;
  return locale.t(key in en ? (key as Extract<MessageKey, `missing.${string}`>) : "missing.unknown");
}
