import { beforeEach, describe, expect, it } from "vitest";

import { Locale } from "../state/locale.svelte";
import { Preferences } from "../state/preferences.svelte";
import { chipText, periodText } from "./filters";

beforeEach(() => localStorage.clear());

const locale = (language: string): Locale => new Locale(new Preferences(localStorage, [language]));

describe("chipText", () => {
  it.each([
    ["is", "unread", "Unread"],
    ["has", "missing-image", "Has: A missing picture"],
    ["lang", "fa", "Language: Persian"],
    ["published", "2018-06..2018-08", "Published: 2018-06 – 2018-08"],
    ["published", ">2024", "Published: after 2024"],
    ["saved", "last week", "Saved: Last week"],
    ["words", ">800", "Length in words: over 800"],
    ["words", "..400", "Length in words: up to 400"],
    ["site", "example.org", "Site: example.org"],
    [null, "oil", "oil"],
  ])("says %s:%s", (filter, value, wanted) => expect(chipText(locale("en"), { filter, value })).toBe(wanted));

  it("speaks Persian", () => {
    expect(chipText(locale("fa"), { filter: "published", value: "<1403" })).toBe("انتشار: پیش از 1403");
  });
});

it("names years of the reader's own calendar", () => {
  const now = new Date(2026, 10, 23);
  expect(periodText("en", "thisYear", now)).toBe("this year");
  expect(periodText("fa", "thisYear", now)).toBe("1405");
  expect(periodText("fa", "lastYear", now)).toBe("1404");
});
