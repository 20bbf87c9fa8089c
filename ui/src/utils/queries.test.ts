import { describe, expect, it } from "vitest";

import type { QueryPart, QueryReading } from "../api";
import {
  beforeHalf,
  carried,
  distance,
  isAlternative,
  partOf,
  stretchesOf,
  valueText,
  withFilter,
  withoutPart,
} from "./queries";

const part = (text: string, piece: string, filter: string | null, negated = false): QueryPart => {
  const from = text.indexOf(piece);
  const value = filter === null ? piece : piece.slice(piece.indexOf(":") + 1);
  return { from, to: from + piece.length, filter, value, negated };
};

describe("withFilter", () => {
  it.each([
    ["", "site:a.example", false, "site:a.example "],
    ["hormu", "is:unread", false, "is:unread hormu"],
    ["hormu", "is:unread", true, "-is:unread hormu"],
    ["oil OR ga", "is:unread", false, "is:unread (oil OR ga*)"],
    ["oil OR gas ", "is:unread", false, "is:unread (oil OR gas)"],
    ['oil OR "gas pipe"', "is:unread", false, 'is:unread (oil OR "gas pipe")'],
    ['"this OR that"', "is:unread", false, 'is:unread "this OR that"'],
    ["(oil OR gas) tax", "is:unread", false, "is:unread (oil OR gas) tax"],
    ["oil OR tag:ga", "is:unread", false, "is:unread (oil OR tag:ga)"],
  ])("adds to %j", (text, filter, negated, wanted) => expect(withFilter(text, filter, negated)).toBe(wanted));
});

describe("withoutPart", () => {
  it.each([
    ["site:a.example hormuz", "site:a.example", "hormuz"],
    ["oil site:a.example gas", "site:a.example", "oil gas"],
    ["oil OR site:a.example", "site:a.example", "oil"],
    ["site:a.example OR oil", "site:a.example", "oil"],
    ["oil OR site:a.example OR gas", "site:a.example", "oil OR gas"],
    ["oil AND site:a.example", "site:a.example", "oil"],
    ["is:unread hormu ", "is:unread", "hormu "],
    ["is:unread", "is:unread", ""],
    ["VALOR site:a.example", "site:a.example", "VALOR"],
  ])("cuts from %j", (text, piece, wanted) => expect(withoutPart(text, part(text, piece, null))).toBe(wanted));
});

it("knows alternatives outside parentheses and quotation marks", () => {
  expect(isAlternative("a OR b")).toBe(true);
  expect(isAlternative("(a OR b) c")).toBe(false);
  expect(isAlternative("“a OR b” c")).toBe(false);
  expect(isAlternative("oral or ORAL")).toBe(false);
});

it("puts values with spaces in quotation marks that they do not hold themselves", () => {
  expect(valueText("world/iran")).toBe("world/iran");
  expect(valueText("The Harbour Courier")).toBe('"The Harbour Courier"');
  expect(valueText('the "quiet" town')).toBe('«the "quiet" town»');
});

it("finds the part that a filter names, however it is quoted", () => {
  const text = "tag:“World News” -lang:fa";
  const reading: QueryReading = {
    parts: [part(text, "tag:“World News”", "tag"), { ...part(text, "lang:fa", "lang"), negated: true }],
    problems: [],
    has_words: false,
  };
  expect(partOf(reading, 'tag:"world news"')?.from).toBe(0);
  expect(partOf(reading, "lang:fa")).toBeUndefined();
  expect(partOf(reading, "lang:fa", true)).toBeDefined();
});

it("sets off names, values and faults", () => {
  const text = "is:unread oil foo:bar";
  const parts = [part(text, "is:unread", "is"), part(text, "oil", null), part(text, "foo:bar", null)];
  const stretches = stretchesOf(text, parts, [{ from: 14, to: 21, fault: "unknown-name" }]);
  expect(stretches.map(({ text, kind, fault }) => [text, kind, fault])).toEqual([
    ["is:", "name", null],
    ["unread", "value", null],
    [" oil ", "plain", null],
    ["foo:bar", "plain", "unknown-name"],
  ]);
});

it("carries what is known along while the text goes ahead of it", () => {
  const text = "is:unread oil";
  const parts = [part(text, "is:unread", "is"), part(text, "oil", null)];
  expect(carried(parts, text, "is:unread oils").map(({ from, to }) => [from, to])).toEqual([
    [0, 9],
    [10, 14],
  ]);
  expect(carried(parts, text, "so is:unread oil").map(({ from, to }) => [from, to])).toEqual([
    [3, 12],
    [13, 16],
  ]);
  expect(carried(parts, text, "")).toEqual([]);
});

it("counts how far words are from each other", () => {
  expect(distance("hormuz", "hormzu")).toBe(1);
  expect(distance("هرمز", "هرمزگان")).toBe(3);
  expect(distance("tehran", "teheran")).toBe(1);
});

it.each([
  ["is:unr", ""],
  ['oil -tag:"world ne', "oil"],
  ['oil tag:"world news"', null],
  ["is:unread ", null],
  ["oil publ", "oil"],
  ["oil", null],
  ["http://is", null],
  ["", null],
])("knows what stands before a half-written filter in %j", (text, before) =>
  expect(beforeHalf(text, ["is", "tag", "published"])).toBe(before),
);
