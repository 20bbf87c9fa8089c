import { describe, expect, it } from "vitest";

import { fuzzy, named } from "./fuzzy";

const names = ["World › Iran › Protests", "مجموعهٔ كتاب‌ها", "Émile Zola", "انتخابات ۱۴۰۴", "新闻 报道", "Mark as read"];
const found = (typed: string): string[] =>
  fuzzy(
    named(names, (name) => name),
    typed,
    5,
  ).map(({ item }) => item);

describe("fuzzy", () => {
  it("finds names by parts of them, in another order and spelling", () => {
    for (const [typed, name] of [
      ["wip", 0],
      ["protests iran", 0],
      ["كتاب ها", 1],
      ["کتابها", 1],
      ["emile", 2],
      ["1404", 3],
      ["报道", 4],
    ] as const) {
      expect(found(typed), typed).toEqual([names[name]]);
    }
    expect(found("xyz")).toEqual([]);
  });

  it("says which letters of the name were typed", () => {
    const [fit] = fuzzy(
      named(["Émile Zola"], (name) => name),
      "em zo",
      5,
    );
    expect(fit?.pieces).toEqual([
      { text: "Ém", hit: true },
      { text: "ile ", hit: false },
      { text: "Zo", hit: true },
      { text: "la", hit: false },
    ]);
  });
});
