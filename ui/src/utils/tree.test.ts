import { describe, expect, it } from "vitest";

import { branchesOf, landingOf, linesOf, type Place, stepOf } from "./tree";

interface Row {
  id: number;
  parent: number | null;
}

// 1 ─┬ 2 ── 3
//    └ 4
// 5
const ROWS: Row[] = [
  { id: 1, parent: null },
  { id: 5, parent: null },
  { id: 2, parent: 1 },
  { id: 4, parent: 1 },
  { id: 3, parent: 2 },
];
const tree = branchesOf(ROWS, (row) => row.parent);
const all = linesOf(tree, () => true);

describe("the lines of a tree", () => {
  it("stand in order, with level and place", () => {
    expect(all.map(({ key, level, place, siblings, parent }) => [key, level, place, siblings, parent])).toEqual([
      [1, 1, 1, 2, -1],
      [2, 2, 1, 2, 0],
      [3, 3, 1, 1, 1],
      [4, 2, 2, 2, 0],
      [5, 1, 2, 2, -1],
    ]);
  });

  it("leave out what is folded", () => {
    expect(linesOf(tree, (key) => key === 1).map(({ key, open }) => [key, open])).toEqual([
      [1, true],
      [2, false],
      [4, false],
      [5, false],
    ]);
  });
});

describe("keys", () => {
  it.each([
    ["ArrowDown", 0, { to: 1 }],
    ["ArrowDown", 4, { to: 4 }],
    ["ArrowUp", 0, { to: 0 }],
    ["End", 0, { to: 4 }],
    ["Home", 4, { to: 0 }],
    ["ArrowRight", 0, { to: 1 }],
    ["ArrowRight", 4, null],
    ["ArrowLeft", 0, { toggle: false }],
    ["ArrowLeft", 2, { to: 1 }],
    ["ArrowLeft", 4, null],
    ["x", 0, null],
  ])("%s on line %i", (key, at, step) => {
    expect(stepOf(all, at, key, false)).toEqual(step);
  });

  it("turn round where one reads from right to left", () => {
    const folded = linesOf(tree, () => false);
    expect(stepOf(folded, 0, "ArrowLeft", true)).toEqual({ toggle: true });
    expect(stepOf(all, 2, "ArrowRight", true)).toEqual({ to: 1 });
  });
});

describe("a drop", () => {
  const anywhere = (): Place[] => ["before", "inside", "after"];
  const landing = (at: number, along: number, level = 9, places: (row: Row) => readonly Place[] = anywhere) => {
    const found = landingOf(all, at, { along, level }, places);
    return found && [found.item.id, found.place, found.line, found.level];
  };

  it("lands before, inside or after a line", () => {
    expect(landing(3, 0.1)).toEqual([4, "before", 3, 2]);
    expect(landing(3, 0.5)).toEqual([4, "inside", 3, 2]);
    expect(landing(4, 0.9)).toEqual([5, "after", 4, 1]);
  });

  it("behind an unfolded line lands before its first child", () => {
    expect(landing(0, 0.9)).toEqual([2, "before", 1, 2]);
  });

  it("at the end of a branch lands at the level that the pointer means", () => {
    expect(landing(2, 0.9, 3)).toEqual([3, "after", 2, 3]);
    expect(landing(2, 0.9, 2)).toEqual([2, "after", 2, 2]);
    // Line 4 follows on level 2: no branch further out ends here.
    expect(landing(2, 0.9, 1)).toEqual([2, "after", 2, 2]);
    expect(landing(3, 0.9, 1)).toEqual([1, "after", 3, 1]);
  });

  it("keeps to the places that are allowed", () => {
    expect(landing(3, 0.05, 9, () => ["inside"])).toEqual([4, "inside", 3, 2]);
    expect(landing(3, 0.45, 9, () => ["before", "after"])).toEqual([4, "before", 3, 2]);
    expect(landing(3, 0.5, 9, () => [])).toBeNull();
    expect(landing(3, 0.05, 9, () => [])).toBeNull();
  });
});
