import { describe, expect, it } from "vitest";

import type { Highlight } from "../api";
import { sampleHighlight } from "../test/marks";
import { highlightAt, neighbour } from "./marks";

const at = (id: number, start: number, end: number): Highlight => sampleHighlight({ id, place: { start, end } });
const LOST = sampleHighlight({ id: 9, place: null });

describe("a click in highlights", () => {
  const list = [at(1, 0, 100), at(2, 10, 20), at(3, 15, 25), LOST];

  it("means the shortest, then the newest", () => {
    expect(highlightAt(list, 5)?.id).toBe(1);
    expect(highlightAt(list, 12)?.id).toBe(2);
    expect(highlightAt(list, 17)?.id).toBe(3);
    expect(highlightAt(list, 100)).toBeNull();
  });
});

describe("the highlight beside another", () => {
  const list = [at(4, 0, 5), at(2, 10, 20), at(3, 15, 25), LOST];

  it("follows in reading order and ends at the ends", () => {
    expect(neighbour(list, 4, 1)?.id).toBe(2);
    expect(neighbour(list, 3, -1)?.id).toBe(2);
    expect(neighbour(list, 3, 1)).toBeNull();
    expect(neighbour(list, null, 1)?.id).toBe(4);
    expect(neighbour(list, null, -1)?.id).toBe(3);
    expect(neighbour([LOST], null, 1)).toBeNull();
  });
});
