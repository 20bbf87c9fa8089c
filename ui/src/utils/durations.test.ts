import { expect, test } from "vitest";

import { Locale } from "../state/locale.svelte";
import { Preferences } from "../state/preferences.svelte";
import { durationInWords } from "./durations";

test("a stretch of time is told in its two largest units", () => {
  const preferences = new Preferences(localStorage, ["en"]);
  const locale = new Locale(preferences);
  preferences.set({ language: "en" });
  const told = (seconds: number): string => durationInWords(locale, seconds);
  expect([0, 1, 59, 60, 3_660, 86_399, 90_061, 604_800].map(told)).toEqual([
    "0 seconds",
    "1 second",
    "59 seconds",
    "1 minute",
    "1 hour and 1 minute",
    "23 hours and 59 minutes",
    "1 day and 1 hour",
    "7 days",
  ]);
  preferences.set({ language: "fa" });
  expect(told(5400)).toContain("ساعت");
});
