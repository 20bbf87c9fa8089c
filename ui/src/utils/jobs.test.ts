import { describe, expect, it } from "vitest";

import type { Job, SaveOutcome } from "../api";
import { Locale } from "../state/locale.svelte";
import { Preferences } from "../state/preferences.svelte";
import { jobShare, jobStatus } from "./jobs";

const locale = new Locale(new Preferences(localStorage, ["en"]));
const outcome: SaveOutcome = {
  id: 1,
  url: "",
  status: "saved",
  version: 1,
  shown: true,
  diagnosis: { complete: true, doubts: [], evidence: [] },
  missing_assets: 0,
  error: null,
};
const job: Job = {
  id: 1,
  kind: "save",
  url: "https://a.example/",
  state: "done",
  tries: 1,
  error: null,
  next_try: null,
  added: "2026-11-22T10:00:00Z",
  outcome,
};
const doubtful = { complete: false, doubts: ["paywall" as const], evidence: [] };

describe("jobStatus", () => {
  it.each([
    [{ ...job, state: "queued" } as Job, "Waiting"],
    [{ ...job, state: "running" } as Job, "Starting"],
    [{ ...job, state: "cancelled" } as Job, "Cancelled"],
    [job, "Saved"],
    [{ ...job, outcome: { ...outcome, missing_assets: 2 } }, "Saved without 2 pictures"],
    [{ ...job, outcome: { ...outcome, diagnosis: doubtful } }, "Saved, but perhaps not the whole article"],
    [{ ...job, outcome: { ...outcome, status: "exists" } } as Job, "Already in the archive"],
    [{ ...job, kind: "refetch", outcome: { ...outcome, status: "exists" } } as Job, "Unchanged since the last version"],
    [{ ...job, kind: "refetch" } as Job, "New version saved"],
    [{ ...job, kind: "retry-pictures" } as Job, "Pictures fetched"],
    [
      { ...job, kind: "retry-pictures", outcome: { ...outcome, missing_assets: 1 } } as Job,
      "1 picture is still missing",
    ],
  ])("tells how %j stands", (given, words) => {
    expect(jobStatus(locale, given, undefined)).toBe(words);
  });

  it("follows the stages", () => {
    const running: Job = { ...job, state: "running" };
    expect(jobStatus(locale, running, { stage: "fetching", done: 48_000, total: null })).toBe("Fetching, 48 kB");
    expect(jobStatus(locale, running, { stage: "pages", done: 2, total: null })).toBe("Page 2");
    expect(jobStatus(locale, running, { stage: "pages", done: 2, total: 5 })).toBe("Page 2 of 5");
    expect(jobStatus(locale, running, { stage: "pictures", done: 1, total: 3 })).toBe("Pictures, 1 of 3");
    expect(jobStatus(locale, { ...job, state: "queued", next_try: "2026-11-22T10:05:00" }, undefined)).toMatch(/10:05/);
  });
});

it("knows the share only when the whole is known", () => {
  expect(jobShare({ stage: "pictures", done: 1, total: 4 })).toBe(0.25);
  expect(jobShare({ stage: "fetching", done: 9, total: null })).toBeNull();
  expect(jobShare(undefined)).toBeNull();
});
