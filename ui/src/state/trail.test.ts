import { expect, test } from "vitest";

import { Trail } from "./trail.svelte";

test("goes back and forward, and a new way forgets the old one", () => {
  const trail = new Trail();
  for (const id of [1, 2, 2, 3]) trail.visit(id);
  expect([trail.back(), trail.back(), trail.back()]).toEqual([2, 1, null]);
  expect([trail.forward(), trail.canGoForward]).toEqual([2, true]);
  trail.visit(9);
  expect([trail.canGoForward, trail.back(), trail.back()]).toEqual([false, 2, 1]);
});
