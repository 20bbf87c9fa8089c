import { describe, expect, it } from "vitest";

import { broken, type Label, legible } from "./labels";

const measure = (text: string): number => [...text].length;
const label = (id: number, x: number, y: number): Label => ({
  id,
  x,
  y,
  width: 100,
  height: 30,
  radius: 6,
  above: false,
  far: false,
});

describe("labels of the map", () => {
  it("are broken between words into two lines, and what does not fit is cut", () => {
    expect(broken("Harbour bridge", measure, 20)).toEqual(["Harbour bridge"]);
    expect(broken("Harbour bridge reopens after months", measure, 20)).toEqual([
      "Harbour bridge",
      "reopens after months",
    ]);
    expect(broken("Harbour bridge reopens after eleven months", measure, 20)).toEqual([
      "Harbour bridge",
      "reopens after eleve…",
    ]);
    expect(broken("  Donaudampfschifffahrtsgesellschaft  sinkt ", measure, 12)).toEqual(["Donaudampfs…", "sinkt"]);
  });

  it("are broken in scripts without spaces, and with the words of Persian whole", () => {
    const lines = broken("港口大桥在十一个月后重新开放交通，居民感到高兴", measure, 10);
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => measure(line) <= 10)).toBe(true);
    expect(broken("پل بندر پس از یازده ماه بازگشایی شد", measure, 20)).toEqual([
      "پل بندر پس از یازده",
      "ماه بازگشایی شد",
    ]);
  });

  it("are named in the order of their importance, where none covers another nor a dot", () => {
    const labels = [label(1, 0, 0), label(2, 60, 4), label(3, 0, 60), label(4, 300, 0)];
    expect([...legible(labels, 1)]).toEqual([1, 3, 4]);
    expect([...legible([...labels].reverse(), 1)]).toEqual([4, 3, 2]);
    expect([...legible(labels, 3)]).toEqual([1, 4]);
    expect([...legible(labels, 9)]).toEqual([1]);
    expect([...legible([label(1, 0, 0), { ...label(2, 60, 4), above: true }], 1)]).toEqual([1, 2]);
    const far = { ...label(5, 0, 0), far: true };
    expect([...legible([label(1, 0, 0), label(2, 40, 20)], 1)]).toEqual([1]);
    expect([...legible([far, label(2, 40, 20)], 1)]).toEqual([2]);
  });
});
