import { describe, expect, it } from "vitest";

import { ChunkCache } from "./chunks";

const rows = (offset: number, limit: number, label = "") =>
  Array.from({ length: limit }, (_, place) => `${label}${offset + place}`);

describe("ChunkCache", () => {
  it("fetches the chunks a range touches, each once", async () => {
    const asked: number[] = [];
    const cache = new ChunkCache(async (offset, limit) => {
      asked.push(offset);
      return { rows: rows(offset, limit), total: 1000 };
    }, 10);
    await Promise.all([cache.ensure(5, 25), cache.ensure(12, 14)]);
    expect(asked).toEqual([0, 10, 20]);
    expect(cache.get(17)).toBe("17");
    expect(cache.get(30)).toBeUndefined();
    expect(await cache.ensure(0, 29)).toBeUndefined();
  });

  it("drops the least recently used chunk", async () => {
    const cache = new ChunkCache(async (offset, limit) => ({ rows: rows(offset, limit), total: 1000 }), 10, 2);
    await cache.ensure(0, 9);
    await cache.ensure(10, 19);
    await cache.ensure(0, 9);
    await cache.ensure(20, 29);
    expect([cache.get(0), cache.get(10), cache.get(20)]).toEqual(["0", undefined, "20"]);
  });

  it("shows old rows until new ones arrive, and ignores answers from before the change", async () => {
    const answers: (() => void)[] = [];
    let label = "old";
    const cache = new ChunkCache((offset, limit) => {
      const answer = { rows: rows(offset, limit, label), total: 10 };
      return new Promise<typeof answer>((resolve) => answers.push(() => resolve(answer)));
    }, 10);
    const first = cache.ensure(0, 9);
    answers[0]?.();
    await first;

    cache.invalidate();
    const stale = cache.ensure(0, 9);
    label = "new";
    cache.invalidate();
    const fresh = cache.ensure(0, 9);
    expect(cache.get(0)).toBe("old0");
    answers[2]?.();
    await fresh;
    answers[1]?.();
    await stale;
    expect(cache.get(0)).toBe("new0");
  });

  it("asks again after a failure", async () => {
    let fail = true;
    const cache = new ChunkCache(async (offset, limit) => {
      if (fail) throw new Error("locked");
      return { rows: rows(offset, limit), total: 10 };
    }, 10);
    await expect(cache.ensure(0, 5)).rejects.toThrow("locked");
    fail = false;
    expect(await cache.ensure(0, 5)).toBe(10);
  });

  it("finds and patches held rows", async () => {
    const cache = new ChunkCache(async (offset, limit) => ({ rows: rows(offset, limit), total: 100 }), 10);
    await cache.ensure(20, 29);
    cache.patch((row) => (row === "25" ? "changed" : row));
    expect(cache.indexOf((row) => row === "changed")).toBe(25);
    cache.invalidate();
    expect(cache.indexOf((row) => row === "changed")).toBeUndefined();
  });
});
