import { describe, expect, it } from "vitest";

import type { ArticleSummary } from "../api";
import { sampleArticle } from "../test/fake";
import { SAMPLES } from "../test/samples";
import { dayOf, fitting, lanesOf, spanOf, step, ticksOf } from "./timeline";

const [sample] = SAMPLES;
if (!sample) throw new Error("no samples");

const piece = (id: number, site: string, published: string | null): ArticleSummary =>
  sampleArticle(sample, id, { site, published, saved: "2026-06-20T08:00:00Z", url: `https://example.org/${id}` });

const STORY = [
  piece(1, "Late", "2026-06-09"),
  piece(2, "Often", "2026-06-03"),
  piece(3, "Often", "2026-06-03T15:00:00"),
  piece(4, "Often", "2026-06-08"),
  piece(5, "Undated", null),
];

describe("lanesOf", () => {
  it("gives each site a lane, the busiest first and articles without a date last", () => {
    const lanes = lanesOf(STORY, 100, 150);
    expect(lanes.map((lane) => lane.site)).toEqual(["Often", "Late", null]);
    expect(lanes[0]?.pieces.map(({ article, start }) => [article.id, start])).toEqual([
      [2, 0],
      [3, 0],
      [4, 500],
    ]);
  });

  it("puts what is too near below each other", () => {
    const rows = (scale: number) => lanesOf(STORY, scale, 150)[0]?.pieces.map(({ row }) => row);
    expect(rows(100)).toEqual([0, 1, 0]);
    expect(rows(10)).toEqual([0, 1, 2]);
  });
});

describe("step", () => {
  const lanes = lanesOf(STORY, 100, 150);

  it("goes along a lane and stops at its ends", () => {
    expect(step(lanes, 2, "later")).toBe(3);
    expect(step(lanes, 4, "later")).toBe(4);
    expect(step(lanes, 2, "earlier")).toBe(2);
    expect(step(lanes, 2, "last")).toBe(4);
    expect(step(lanes, 4, "first")).toBe(2);
  });

  it("goes to the nearest of the next lane", () => {
    expect(step(lanes, 2, "below")).toBe(1);
    expect(step(lanes, 1, "above")).toBe(4);
    expect(step(lanes, 1, "below")).toBe(5);
    expect(step(lanes, 5, "below")).toBe(5);
  });
});

describe("ticksOf", () => {
  const from = new Date(2026, 5, 3);
  const labels = (language: string, days: number, scale: number) =>
    ticksOf(language, from, days, scale, 80).map(({ label }) => label);

  it("names days, weeks, months and years as there is room", () => {
    expect(labels("en", 3, 100)).toEqual(["Jun 3", "Jun 4", "Jun 5", "Jun 6"]);
    expect(labels("en", 20, 15)).toEqual(["Jun 3", "Jun 10", "Jun 17"]);
    expect(labels("en", 70, 3)).toEqual(["Jul 2026", "Aug 2026"]);
    expect(labels("en", 1500, 0.3)).toEqual(["Jan 2027", "Jan 2028", "Jan 2029", "Jan 2030"]);
  });

  it("follows the calendar of the language", () => {
    expect(labels("fa", 1, 100)).toEqual(["۱۳ خرداد", "۱۴ خرداد"]);
    const months = ticksOf("fa", from, 70, 3, 80);
    expect(months[0]?.label).toContain("تیر");
    expect(months[0]?.start).toBe(57);
  });

  it("names at least the beginning", () => {
    expect(labels("en", 5, 3)).toEqual(["Jun 2026"]);
  });
});

it("fits a story into the room", () => {
  const { first, days } = spanOf(STORY);
  expect(first).toEqual(dayOf(new Date(2026, 5, 3).getTime()));
  expect(days).toBe(17);
  expect(fitting(days, 1170, 150)).toBe(60);
  expect(fitting(0, 1170, 150)).toBe(400);
});
