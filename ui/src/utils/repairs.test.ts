import { describe, expect, it } from "vitest";

import type { PageBlock, PageBlocks } from "../api";
import { blockOf, choose, isDate, isLanguage, keyOf, NO_FIELDS, repairsOf, runsOf } from "./repairs";

function block(number: number, change: Partial<PageBlock> = {}): PageBlock {
  const text = `Block ${number}`;
  const mark = { tag: "p", text, hash: `${number}`, before: null, after: null, at: number, of: 9, sketch: [] };
  return {
    number,
    within: null,
    page: 1,
    tag: "p",
    text,
    words: 2,
    html: `<p>${text}</p>`,
    kept: true,
    shown: true,
    reason: { by: "neighbours" },
    mark,
    ...change,
  };
}

function page(blocks: PageBlock[]): PageBlocks {
  const said = { title: "T", authors: [], site: null, published: null, language: "en", direction: "ltr" as const };
  const repairs = { removed: [], restored: [], fields: NO_FIELDS };
  return { blocks, left_off: 0, said, repairs, unmatched: [] };
}

const out = { kept: false, shown: false };
/** A paragraph, a list of two items, a list that is left out, a paragraph that is. */
const LIST = page([
  block(0),
  block(1, { tag: "ul" }),
  block(2, { tag: "li", within: 1 }),
  block(3, { tag: "li", within: 1 }),
  block(4, { tag: "ul", ...out }),
  block(5, { tag: "li", within: 4, ...out }),
  block(6, { tag: "li", within: 4, ...out }),
  block(7, out),
]);
const BEFORE = LIST.blocks.map((one) => one.shown);

function marks(chosen: readonly boolean[], list = LIST): [string[], string[]] {
  const { removed, restored } = repairsOf(list, chosen, NO_FIELDS);
  return [removed.map((mark) => mark.hash), restored.map((mark) => mark.hash)];
}

describe("repairsOf", () => {
  it("names what goes and what comes back, a whole without its parts", () => {
    expect(marks(BEFORE)).toEqual([[], []]);
    expect(marks(choose(LIST.blocks, BEFORE, 1, false))).toEqual([["1"], []]);
    expect(marks(choose(LIST.blocks, BEFORE, 3, false))).toEqual([["3"], []]);
    expect(marks(choose(LIST.blocks, BEFORE, 4, true))).toEqual([[], ["4"]]);
    expect(marks(choose(LIST.blocks, BEFORE, 5, true))).toEqual([[], ["5"]]);
    const whole = choose(LIST.blocks, BEFORE, 4, true);
    expect(marks(choose(LIST.blocks, whole, 6, false))).toEqual([["6"], ["4"]]);
    expect(marks(choose(LIST.blocks, whole, 4, false))).toEqual([[], []]);
  });

  it("keeps what finds nothing on this page", () => {
    const [gone, back] = [block(20).mark, block(21).mark];
    const repairs = { ...LIST.repairs, removed: [gone], restored: [back] };
    const list = { ...LIST, unmatched: [gone, back], repairs };
    expect(marks(BEFORE, list)).toEqual([["20"], ["21"]]);
  });
});

describe("blockOf", () => {
  it("finds the block that the reader shows", () => {
    const parse = (html: string): Element => new DOMParser().parseFromString(html, "text/html").body;
    const same = page([block(0), block(1, { html: "<p>Block 0</p>" }), block(2, out)]);
    expect(blockOf(same, keyOf(parse("<p>Block <b>0</b></p>")), 1)?.number).toBe(1);
    expect(blockOf(same, keyOf(parse("<p>Block 2</p>")), 0)).toBeNull();
    const picture = page([block(0, { tag: "figure", html: '<figure><img src="asset:ab"></figure>' })]);
    const shown = keyOf(parse('<figure><img src="archive://localhost/asset/ab"></figure>'));
    expect(blockOf(picture, shown, 0)?.number).toBe(0);
    expect(blockOf(picture, keyOf(parse("<hr>")), 0)).toBeNull();
  });
});

describe("runsOf", () => {
  it("folds what is left out in a row, but not a block or two", () => {
    const row = [block(0), block(1, out), block(2, out), block(3), ...[4, 5, 6].map((n) => block(n, out))];
    expect(runsOf(row)).toEqual([0, 1, 2, 3, { first: 4, blocks: [4, 5, 6] }]);
    expect(runsOf(LIST.blocks)).toEqual([0, 1, 4, 7]);
  });
});

describe("what a person writes", () => {
  it("is a date of any precision, or none", () => {
    for (const date of ["2018", "2018-06", "2018-06-01", "2018-06-01T10:00", "2018-06-01T10:00:00+03:30"])
      expect(isDate(date), date).toBe(true);
    for (const text of ["18", "2018-13", "2018-02-30", "2018-6", "1 June 2018", "2018-06-01T25:00", "2018x"])
      expect(isDate(text), text).toBe(false);
  });

  it("is a language by its tag", () => {
    expect(["fa", "zh-Hant", "en-GB"].every(isLanguage)).toBe(true);
    expect(["Persian, mostly", "f", ""].some(isLanguage)).toBe(false);
  });
});
