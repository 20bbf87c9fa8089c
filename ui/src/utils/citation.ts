import { textDirection } from "./direction";
import { longDate, nameList } from "./format";

/** What a citation is made of. */
export interface Source {
  title: string;
  authors: readonly string[];
  site: string | null;
  published: string | null;
  url: string;
  language: string | null;
  direction: string;
}

/** Outer quotation marks of languages that do not write “English” ones. */
const MARKS: Record<string, readonly [string, string]> = {
  ar: ["«", "»"],
  da: ["„", "“"],
  de: ["„", "“"],
  es: ["«", "»"],
  fa: ["«", "»"],
  fr: ["« ", " »"],
  he: ["”", "”"],
  it: ["«", "»"],
  ja: ["「", "」"],
  nb: ["«", "»"],
  pl: ["„", "”"],
  pt: ["«", "»"],
  ru: ["«", "»"],
  sv: ["”", "”"],
  tr: ["“", "”"],
  uk: ["«", "»"],
};
const ENGLISH = ["“", "”"] as const;
const [LRM, RLM, FIRST_STRONG_ISOLATE, POP_ISOLATE] = ["\u200e", "\u200f", "\u2068", "\u2069"];

/** A quote between the quotation marks of its language. */
export function quoted(quote: string, language: string | null): string {
  const [open, close] = MARKS[(language ?? "en").split("-")[0] ?? "en"] ?? ENGLISH;
  return open + quote + close;
}

/**
 * A quote with who wrote it, where and when, as plain text whose lines read in the article's direction: lines are
 * marked where their first word runs the other way, and parts that do are isolated.
 */
export function citation(quote: string, source: Source): string {
  return `${inDirection(quoted(quote, source.language), source)}\n${cited(source)}\n${source.url}`;
}

/** The line that names the source. */
function cited(source: Source): string {
  const language = knownLanguage(source.language);
  const comma = /^(fa|ar|ur)/.test(language) ? "، " : /^(zh|ja)/.test(language) ? "，" : ", ";
  // A time of day is no part of a citation.
  const date = source.published ? longDate(language, source.published.slice(0, 10)) : "";
  const parts = [
    nameList(language, source.authors),
    source.title && quoted(source.title, source.language),
    source.site ?? "",
    date,
  ];
  const isolated = parts.filter(Boolean).map((part) => isolate(part, source.direction));
  return inDirection(`— ${isolated.join(comma)}`, source);
}

function knownLanguage(language: string | null): string {
  try {
    return Intl.getCanonicalLocales(language ?? "en")[0] ?? "en";
  } catch {
    return "en";
  }
}

function inDirection(line: string, { direction }: Source): string {
  const own = textDirection(line);
  if (own === null || own === direction) return line;
  return (direction === "rtl" ? RLM : LRM) + line;
}

function isolate(part: string, direction: string): string {
  const own = textDirection(part);
  return own === null || own === direction ? part : FIRST_STRONG_ISOLATE + part + POP_ISOLATE;
}
