import { describe, expect, it } from "vitest";

import { overlaps } from "./painting";

const span = (start: number, end: number) => ({ start, end });

describe("overlaps", () => {
  it("are where two or more spans lie, each stretch once", () => {
    expect(overlaps([span(0, 10), span(5, 20), span(7, 9)])).toEqual([span(5, 10)]);
    expect(overlaps([span(0, 10), span(2, 4), span(6, 8)])).toEqual([span(2, 4), span(6, 8)]);
    expect(overlaps([span(3, 6), span(3, 6)])).toEqual([span(3, 6)]);
  });

  it("are none where spans only touch", () => {
    expect(overlaps([span(0, 5), span(5, 9)])).toEqual([]);
    expect(overlaps([])).toEqual([]);
  });
});
