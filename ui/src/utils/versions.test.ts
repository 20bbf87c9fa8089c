import { expect, test } from "vitest";

import type { ChangeSummary, ComparedParagraph, ParagraphKind } from "../api";
import { Locale } from "../state/locale.svelte";
import { Preferences } from "../state/preferences.svelte";
import { intervalOf, rowsOf, sideOf, span, summaryInWords } from "./versions";

const locale = (language: string): Locale => {
  localStorage.clear();
  return new Locale(new Preferences(localStorage, [language]));
};

const paragraph = (kind: ParagraphKind): ComparedParagraph => ({
  kind,
  before: 0,
  after: 0,
  rtl: false,
  segments: [{ kind: "same", text: kind }],
});

const NOTHING: ChangeSummary = {
  title: false,
  byline: false,
  sentences_removed: 0,
  sentences_added: 0,
  sentences_changed: 0,
  sentences_moved: 0,
  paragraphs_moved: 0,
  words_removed: 0,
  words_added: 0,
  pictures_removed: 0,
  pictures_added: 0,
  markup: false,
};

test("a summary is worded by the language", () => {
  const summary = { ...NOTHING, title: true, sentences_removed: 3, pictures_added: 1 };
  expect(summaryInWords(locale("en"), summary)).toBe("headline changed, 3 sentences removed, 1 picture added");
  expect(summaryInWords(locale("fa"), summary)).toContain("۳ جمله حذف شده");
  expect(summaryInWords(locale("en"), { ...NOTHING, markup: true })).toBe("the same words, other markup");
  expect(summaryInWords(locale("en"), NOTHING)).toBe("nothing differs");
});

test("paragraphs that are the same are folded until they are opened", () => {
  const kinds: ParagraphKind[] = ["same", "same", "changed", "removed", "same"];
  const paragraphs = kinds.map(paragraph);
  const told = (everything: boolean, opened: number[]): string[] =>
    rowsOf(paragraphs, everything, new Set(opened)).map((row) =>
      row.kind === "fold" ? `${row.count} folded` : row.paragraph.kind,
    );
  expect(told(false, [])).toEqual(["2 folded", "changed", "removed", "1 folded"]);
  expect(told(false, [0])).toEqual(["same", "same", "changed", "removed", "1 folded"]);
  expect(told(true, [])).toEqual(kinds);
  expect(rowsOf([], false, new Set())).toEqual([]);
});

test("each side has its own words", () => {
  const segments = (["same", "removed", "added", "moved-away", "moved-here"] as const).map((kind) => ({
    kind,
    text: kind,
  }));
  expect(sideOf(segments, "before").map(({ text }) => text)).toEqual(["same", "removed", "moved-away"]);
  expect(sideOf(segments, "after").map(({ text }) => text)).toEqual(["same", "added", "moved-here"]);
});

test("intervals are known by their seconds", () => {
  expect([null, 3600, 604_800, 5400].map(intervalOf)).toEqual(["off", "hourly", "weekly", null]);
  expect(span("en", 5400)).toBe("90 minutes");
  expect(span("fa", 2 * 86_400)).toContain("۲");
});
