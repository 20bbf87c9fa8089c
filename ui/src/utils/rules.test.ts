import { describe, expect, it } from "vitest";

import { lineOf, newRule, placeOfLine } from "./rules";

describe("rules", () => {
  it("begin for the host without www", () => {
    expect(newRule("www.courier.example")).toContain('host = "courier.example"');
  });

  it("know the line that an error names", () => {
    expect(lineOf(new Error('line 12: "p[" is no CSS selector'))).toBe(12);
    expect(lineOf(new Error("the rule is for a.example"))).toBeNull();
    expect(lineOf("line 3: x")).toBeNull();
  });

  it("find a line's place", () => {
    const text = "one\ntwo\n\nfour";
    const part = (line: number): string => text.slice(...placeOfLine(text, line));
    expect([1, 2, 3, 4].map(part)).toEqual(["one", "two", "", "four"]);
  });
});
