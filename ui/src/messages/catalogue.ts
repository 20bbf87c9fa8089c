import { numberFormat, pluralRules } from "../utils/formatters";
import { en } from "./en";
import { fa } from "./fa";
import type { Catalogue, MessageKey, Params } from "./message";
import type { Plural } from "./plural";

/** The languages of the window, each by its own name. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr", catalogue: en },
  fa: { name: "فارسی", direction: "rtl", catalogue: fa },
} as const satisfies Record<string, { name: string; direction: "ltr" | "rtl"; catalogue: Catalogue }>;

/** BCP 47 tag of a language of the window. */
export type Language = keyof typeof LANGUAGES;

/** The first of `wanted` (BCP 47, best first) that the window speaks, else English. */
export function matchLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0] ?? "";
    if (primary in LANGUAGES) return primary as Language;
  }
  return "en";
}

/** Puts `values` into the sentence `key`, with numbers and plural as `language` writes them. */
export function render<K extends MessageKey>(language: Language, key: K, ...params: Params<K>): string {
  const values: Readonly<Record<string, string | number>> = params[0] ?? {};
  const message = (LANGUAGES[language].catalogue as Catalogue)[key] as string | Plural;
  const text = typeof message === "string" ? message : chooseForm(language, message, Number(values["n"]));
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    return typeof value === "number" ? numberFormat(language).format(value) : value;
  });
}

function chooseForm(language: Language, forms: Plural, n: number): string {
  return forms[pluralRules(language).select(n)] ?? forms.other;
}
