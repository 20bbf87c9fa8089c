import type { Tag, TagColor } from "../api";

/** The colours a tag may have, in the order they are offered. */
export const TAG_COLORS = [
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const satisfies TagColor[];

/** Letters that Persian and Arabic write differently, as in the library's folding of names. */
const LETTERS: Record<string, string> = { ي: "ی", ى: "ی", ك: "ک", ة: "ه", ۀ: "ه", ە: "ه" };

/** Vowel signs, tatweel, soft hyphens, joiners, marks of direction, variation selectors. */
const IGNORED =
  /\u0640|[\u064b-\u0652]|\u0670|\u00ad|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|[\ufe00-\ufe0f]/gu;

/** What two spellings of one tag have in common, near enough to find it while it is typed. */
export function tagKey(path: string): string {
  return path
    .normalize("NFKC")
    .toLowerCase()
    .replace(IGNORED, "")
    .replace(/ي|ى|ك|ة|ۀ|ە/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/[٠-٩]/gu, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/gu, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .split("/")
    .map((step) => step.trim().replace(/\s+/gu, " "))
    .join("/");
}

/** The path as it was meant: a leading # and space around the steps are no part of it. */
export function tidyTag(text: string): string {
  return text
    .replace(/^[\s#]+/u, "")
    .split("/")
    .map((step) => step.trim().replace(/\s+/gu, " "))
    .join("/");
}

/** The last step of a path. */
export const tagName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The path as people read it. */
export const shownPath = (path: string): string => path.split("/").join(" › ");

/** How well a tag fits what was typed; 0 is not at all. */
function fit(key: string, typed: string): number {
  const name = tagName(key);
  if (key === typed || name === typed) return 6;
  if (name.startsWith(typed)) return 5;
  if (key.startsWith(typed)) return 4;
  if (key.split(/[/ ]/u).some((word) => word.startsWith(typed)) || stepwise(key, typed)) return 3;
  if (key.includes(typed)) return 2;
  return inOrder(key, typed) ? 1 : 0;
}

/** Whether the steps of `typed` begin steps of `key` in order: `w/pro` means `world/iran/protests`. */
function stepwise(key: string, typed: string): boolean {
  if (!typed.includes("/")) return false;
  const steps = key.split("/");
  let at = 0;
  return typed.split("/").every((part) => {
    while (at < steps.length && !steps[at]?.startsWith(part)) at += 1;
    at += 1;
    return at <= steps.length;
  });
}

/** Whether the characters of `typed` stand in `key` in that order. */
function inOrder(key: string, typed: string): boolean {
  let at = 0;
  for (const letter of typed) {
    at = key.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Tags with the keys of their paths, so that typing folds none of them again. */
export interface Keyed {
  readonly tag: Tag;
  readonly key: string;
}

/** The tags that fit what was typed, the best first, of those alike the most used first; all of them for no text. */
export function matchTags(tags: readonly Keyed[], text: string): Tag[] {
  const typed = tagKey(tidyTag(text));
  return tags
    .map(({ tag, key }) => ({ tag, key, fit: typed === "" ? 1 : fit(key, typed) }))
    .filter((found) => found.fit > 0)
    .sort(
      (a, b) => b.fit - a.fit || b.tag.count - a.tag.count || a.key.length - b.key.length || (a.key < b.key ? -1 : 1),
    )
    .map(({ tag }) => tag);
}
