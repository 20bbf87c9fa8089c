import { beforeEach, expect, it } from "vitest";

import { Locale } from "../state/locale.svelte";
import { Preferences } from "../state/preferences.svelte";
import { reasonsInWords } from "./kinship";

beforeEach(() => localStorage.clear());

const none = { words: [], days: null, tags: [], links: 0 };
const all = { words: ["Grossi", "IAEA", "ARD"], days: 2, tags: ["iran"], links: 2 };
/** Without the marks that keep a name's direction to itself. */
const inWords = (language: string, reasons: typeof none | typeof all | object): string =>
  reasonsInWords(new Locale(new Preferences(localStorage, [language])), { ...none, ...reasons }).replace(
    /[\u2068\u2069]/g,
    "",
  );

it.each([
  ["en", all, "both mention Grossi, IAEA, and ARD · 2 days apart · both tagged iran · 2 links in common"],
  ["en", { days: 0 }, "the same day"],
  ["en", { words: ["Grossi"], days: 1, links: 1 }, "both mention Grossi · 1 day apart · 1 link in common"],
  [
    "fa",
    { ...all, words: ["گروسی", "آژانس"] },
    "هر دو از گروسی و آژانس می‌گویند · به فاصلهٔ ۲ روز · هر دو با برچسب iran · ۲ پیوند مشترک",
  ],
  ["fa", { days: 0 }, "در یک روز"],
  ["en", {}, ""],
])("tells in %s why two belong together", (language, reasons, words) => {
  expect(inWords(language, reasons)).toBe(words);
});

it("keeps the direction of a name to the name", () => {
  const locale = new Locale(new Preferences(localStorage, ["fa"]));
  expect(reasonsInWords(locale, { ...none, words: ["IAEA (2)"] })).toContain("\u2068IAEA (2)\u2069");
});
