import { expect, test } from "vitest";

import { ALL, byArticle, fileName, holds, optionsFor } from "./exports";

test("options that say nothing about a format stay as they are by default", () => {
  const chosen = { ...ALL, pictures: false, bom: true, folder: true };
  expect(optionsFor("csv", chosen)).toEqual({ ...ALL, bom: true });
  expect(optionsFor("epub", chosen)).toEqual({ ...ALL, pictures: false });
  expect(optionsFor("html", chosen)).toEqual({ ...ALL, pictures: false, folder: true });
});

test("what holds everything asks nothing", () => {
  expect(holds("json", { ...ALL, notes: false }, "notes")).toBe(true);
  expect(holds("wacz", ALL, "notes")).toBe(false);
  expect(holds("epub", { ...ALL, notes: false }, "notes")).toBe(false);
});

test("what is left out stands under its article once", () => {
  const [a, b, c] = [1, 2, 1].map((id, n) => ({ id, why: `reason ${n}` }));
  expect(byArticle([a, b, c].flatMap((one) => one ?? []))).toEqual([
    { id: 1, why: ["reason 0", "reason 2"] },
    { id: 2, why: ["reason 1"] },
  ]);
});

test("a path of either kind ends in a name", () => {
  expect(fileName("/home/me/News.epub")).toBe("News.epub");
  expect(fileName("C:\\Users\\me\\site\\")).toBe("site");
});
