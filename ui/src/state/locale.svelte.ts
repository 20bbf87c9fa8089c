import type { ErrorKind, What } from "../api";
import { LANGUAGES, type Language, render } from "../messages/catalogue";
import type { MessageKey, Params } from "../messages/message";
import { en } from "../messages/en";
import { isolated } from "../utils/direction";
import { numberFormat } from "../utils/formatters";
import { byteSize, clockTime, dateSpan, longDate, nameList, percent, shortDate } from "../utils/format";
import type { Preferences } from "./preferences.svelte";

/** What went wrong, in the language of the window. */
export interface Trouble {
  sentence: string;
  hint: string | null;
  /** The library's own words, which name the address or file. */
  detail: string | null;
}

/** The window's language: sentences, numbers and dates. Reading it in a component follows a change of language. */
export class Locale {
  readonly #preferences: Preferences;

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
  }

  get language(): Language {
    return this.#preferences.language;
  }

  get direction(): "ltr" | "rtl" {
    return LANGUAGES[this.language].direction;
  }

  /** The sentence `key` with `params` put in. */
  t<K extends MessageKey>(key: K, ...params: Params<K>): string {
    return render(this.language, key, ...params);
  }

  number(value: number): string {
    return numberFormat(this.language).format(value);
  }

  short(iso: string): string {
    return shortDate(this.language, iso);
  }

  long(iso: string): string {
    return longDate(this.language, iso);
  }

  /** From one day to another. */
  span(first: string, last: string): string {
    return dateSpan(this.language, first, last);
  }

  time(iso: string): string {
    return clockTime(this.language, iso);
  }

  bytes(size: number): string {
    return byteSize(this.language, size);
  }

  percent(share: number): string {
    return percent(this.language, share);
  }

  names(names: readonly string[]): string {
    return nameList(this.language, names);
  }

  /** What was done, in words. */
  told({ action, count, name }: What): string {
    const key = `told.${action}` as const satisfies MessageKey;
    return render(this.language, key as "told.mark", { n: count, name: isolated(name ?? "") } as { n: number });
  }

  /** An error in words; kinds without a sentence of their own show the library's message. */
  trouble(error: unknown): Trouble {
    const { kind, message, hint } = asReport(error);
    const key = `error.${kind}`;
    if (!(key in en)) return { sentence: message, hint, detail: null };
    const hintKey = `${key}.hint`;
    return {
      sentence: this.t(key as "error.network"),
      hint: hintKey in en ? this.t(hintKey as "error.network.hint") : hint,
      detail: message,
    };
  }
}

function asReport(error: unknown): { kind: ErrorKind; message: string; hint: string | null } {
  if (typeof error === "object" && error !== null && "message" in error) {
    const { kind, message, hint } = error as { kind?: ErrorKind; message: unknown; hint?: string | null };
    return { kind: kind ?? "internal", message: String(message), hint: hint ?? null };
  }
  return { kind: "internal", message: String(error), hint: null };
}
