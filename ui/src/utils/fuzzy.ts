import { go, highlight, type Prepared, prepare, remap } from "fuzzysort";

import type { Piece } from "../api";

/** Something whose name fits what was typed. */
export interface Fit<T> {
  item: T;
  /** Its name, with what was typed of it. */
  pieces: Piece[];
  /** From 0, not at all, to 1, the very name. */
  score: number;
}

/** Something with its name made ready, so that typing reads no name twice. */
export interface Named<T> {
  item: T;
  name: Prepared;
}

// One letter for one, as it must be for places in a name to stay: what Persian and Arabic keyboards write differently,
// their digits, and what stands between the parts of a word.
remap(
  Object.fromEntries([
    ...Object.entries({ ي: "ی", ى: "ی", ك: "ک", ة: "ه", ۀ: "ه", أ: "ا", إ: "ا", آ: "ا", "\u200c": " " }),
    ...[..."٠١٢٣٤٥٦٧٨٩"].map((digit, value) => [digit, String(value)]),
    ...[..."۰۱۲۳۴۵۶۷۸۹"].map((digit, value) => [digit, String(value)]),
  ]) as Record<string, string>,
);

/** Makes the names of things ready. */
export function named<T>(items: readonly T[], nameOf: (item: T) => string): Named<T>[] {
  return items.map((item) => ({ item, name: prepare(nameOf(item)) }));
}

/** Those whose names fit what was typed, letters left out and words in another order allowed, the best first. */
export function fuzzy<T>(items: readonly Named<T>[], typed: string, limit: number): Fit<T>[] {
  const found = go(typed, items, { key: ({ name }: Named<T>) => name, limit });
  return found.map((result) => ({
    item: result.obj.item,
    pieces: highlight(result, (text): Piece => ({ text, hit: true }))
      .map((piece) => (typeof piece === "string" ? { text: piece, hit: false } : piece))
      .filter(({ text }) => text !== ""),
    score: result.score,
  }));
}

/** A name nothing of which was typed. */
export const plain = (text: string): Piece[] => [{ text, hit: false }];
