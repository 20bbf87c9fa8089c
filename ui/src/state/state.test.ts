import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ApiError } from "../api";
import { fakeArchive } from "../test/fake";
import { ArticleList } from "./articles.svelte";
import { Locale } from "./locale.svelte";
import { Preferences } from "./preferences.svelte";
import { Queue } from "./queue.svelte";
import { Reader } from "./reader.svelte";
import { Selection } from "./selection.svelte";

beforeEach(() => localStorage.clear());
afterEach(() => vi.useRealTimers());

describe("ArticleList", () => {
  it("drops the answer to a question that is no longer asked", async () => {
    const api = fakeArchive(30);
    const list = new ArticleList(api);
    const answer = api.articles;
    const held: (() => void)[] = [];
    api.articles = async (query) => {
      const page = await answer(query);
      await new Promise<void>((resolve) => held.push(resolve));
      return page;
    };
    const slow = list.show({ find: "harbour" });
    const fast = list.show({ find: "budget" });
    await vi.waitFor(() => expect(held).toHaveLength(2));
    held[1]?.();
    await fast;
    held[0]?.();
    await slow;
    expect(list.row(0)?.title).toMatch(/budget/);
  });

  it("keeps an error apart from rows, and recovers", async () => {
    const api = fakeArchive(30);
    const list = new ArticleList(api);
    api.failure = { kind: "locked", message: "in use", hint: null };
    await list.show({});
    expect(list.error).toBeInstanceOf(ApiError);
    await list.refresh();
    expect(list.error).toBeNull();
    expect(list.total).toBe(28);
  });

  it("names rows beyond what it holds with one question", async () => {
    const api = fakeArchive(2500);
    const list = new ArticleList(api);
    await list.show({ shelf: "all" });
    const asked = api.queries.length;
    expect(await list.ids(1200, 2499)).toHaveLength(1300);
    expect(await list.ids(2000, 2001)).toEqual([2001, 2002]);
    expect(api.queries).toHaveLength(asked);
  });
});

describe("Selection", () => {
  async function selection(count = 10) {
    const api = fakeArchive(count);
    const list = new ArticleList(api);
    await list.show({ shelf: "all" });
    return { api, list, selection: new Selection(list) };
  }

  it("moves within the list", async () => {
    const { selection: cursor } = await selection();
    expect([cursor.reach(1), cursor.reach(10), cursor.reach(-1)]).toEqual([0, 9, 0]);
    cursor.point(8);
    expect([cursor.reach(1), cursor.reach(5), cursor.reach(-99)]).toEqual([9, 9, 0]);
  });

  it("follows its article, and stays in place when that is gone", async () => {
    const { api, list, selection: cursor } = await selection();
    cursor.point(4);
    api.rows = api.rows.filter((row) => row.id !== 2);
    await list.refresh();
    cursor.follow();
    expect(cursor.index).toBe(3);
    api.rows = api.rows.filter((row) => row.id !== 5);
    await list.refresh();
    cursor.follow();
    expect(cursor.index).toBe(3);
    expect(cursor.reach(1)).toBe(3);
  });

  it("extends from its anchor both ways and toggles single rows", async () => {
    const { selection: cursor } = await selection();
    cursor.point(4);
    await cursor.extendTo(6);
    expect([...cursor.picked]).toEqual([5, 6, 7]);
    await cursor.extendTo(3);
    expect([...cursor.picked]).toEqual([4, 5]);
    cursor.toggle(8);
    cursor.toggle(3);
    expect([...cursor.picked]).toEqual([5, 9]);
  });

  it("picks everything, however long", async () => {
    const { selection: cursor } = await selection(1300);
    await cursor.all();
    expect(cursor.picked.size).toBe(1300);
    cursor.clear();
    expect(cursor.targets).toEqual([]);
  });

  it("lets go while the whole list is still being asked for", async () => {
    const { selection: cursor } = await selection(1300);
    const asked = cursor.all();
    expect(cursor.gathering).toBe(true);
    cursor.clear();
    await asked;
    expect([cursor.gathering, cursor.picked.size]).toEqual([false, 0]);
  });
});

describe("Queue", () => {
  it("opens for new jobs and goes again once all went well", async () => {
    vi.useFakeTimers();
    const api = fakeArchive(1);
    const queue = new Queue(api);
    await queue.save(["https://a.example/"]);
    expect([queue.open, queue.pending]).toEqual([true, 1]);
    const [job] = queue.jobs;
    if (!job) throw new Error("no job");
    queue.change({ ...job, state: "done" });
    vi.advanceTimersByTime(10_000);
    expect(queue.open).toBe(false);
  });

  it("stays when something failed", async () => {
    vi.useFakeTimers();
    const queue = new Queue(fakeArchive(1));
    await queue.save(["https://a.example/"]);
    const [job] = queue.jobs;
    if (!job) throw new Error("no job");
    queue.change({ ...job, state: "failed" });
    vi.advanceTimersByTime(60_000);
    expect([queue.open, queue.failed]).toEqual([true, 1]);
  });
});

describe("Reader", () => {
  it("writes the last position once the eye rests, and at once on closing", async () => {
    vi.useFakeTimers();
    const api = fakeArchive(3);
    const written: [number, number][] = [];
    api.setPosition = async (id, position) => void written.push([id, position]);
    const reader = new Reader(api, () => undefined);
    await reader.open(1);
    reader.moved(1, 0.2);
    reader.moved(1, 0.3);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(written).toEqual([[1, 0.3]]);
    reader.moved(1, 0.9);
    reader.close();
    expect(written.at(-1)).toEqual([1, 0.9]);
    await reader.open(2);
    reader.moved(2, 0.5);
    reader.discard();
    vi.advanceTimersByTime(5000);
    expect(written).toHaveLength(2);
  });

  it("shows the article asked for last", async () => {
    const api = fakeArchive(3);
    const reader = new Reader(api, () => undefined);
    await Promise.all([reader.open(1), reader.open(2)]);
    expect(reader.article?.id).toBe(2);
    await reader.open(99);
    expect([reader.article, (reader.error as ApiError).kind]).toEqual([null, "not-found"]);
  });
});

describe("Preferences", () => {
  it("remembers, and bounds its steps", () => {
    const preferences = new Preferences(localStorage, ["fa-IR"]);
    expect(preferences.language).toBe("fa");
    preferences.step("size", 100);
    preferences.step("leading", 1);
    preferences.nextTheme();
    preferences.toggleInserts();
    const again = new Preferences(localStorage, ["en"]);
    expect([again.language, again.size, again.leading, again.theme]).toEqual(["fa", 30, 1.7, "light"]);
    expect(again.inserts).toBe("hidden");
    again.toggleInserts();
    expect(again.inserts).toBe("shown");
  });

  it.each(["{", `{"theme":"neon","size":9000,"language":"xx","list":-1}`, "null"])(
    "survives %s in storage",
    (stored) => {
      localStorage.setItem("lede", stored);
      const preferences = new Preferences(localStorage, ["en"]);
      expect([preferences.theme, preferences.size, preferences.language, preferences.list]).toEqual([
        "system",
        19,
        "en",
        400,
      ]);
    },
  );
});

it("puts errors into words, and shows the message of kinds it does not know", () => {
  const locale = new Locale(new Preferences(localStorage, ["fa"]));
  const known = new ApiError({ kind: "disk-full", message: "the disk is full", hint: null });
  expect(locale.trouble(known)).toEqual({
    sentence: "دیسک پر است.",
    hint: expect.stringContaining("جا باز کنید"),
    detail: "the disk is full",
  });
  const unknown = new ApiError({ kind: "internal", message: "broken", hint: "restart" });
  expect(locale.trouble(unknown)).toEqual({ sentence: "broken", hint: "restart", detail: null });
});
