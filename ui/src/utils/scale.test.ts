import { expect, it } from "vitest";

import { reveal, scrollScale, TALLEST } from "./scale";

it("scales only what is too tall to be laid out", () => {
  expect(scrollScale(100_000 * 128, 600)).toBe(1);
  const height = 1_000_000 * 128;
  const end = TALLEST - 600;
  expect(end * scrollScale(height, 600)).toBeCloseTo(height - 600);
});

it("moves just far enough to show a row", () => {
  expect(reveal(100, 228, 300, 800)).toBe(100);
  expect(reveal(1000, 1128, 300, 800)).toBe(328);
  expect(reveal(400, 528, 300, 800)).toBe(300);
});
