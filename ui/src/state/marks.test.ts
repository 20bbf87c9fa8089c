import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Article } from "../api";
import { fakeArchive, type FakeApi } from "../test/fake";
import { MarkNotes } from "./markNotes.svelte";
import { Marks, type MarkedPage, type Selected } from "./marks.svelte";

const BOX = { left: 500, top: 200, right: 700, bottom: 224 };
const PAGE: MarkedPage = {
  boxOf: () => BOX,
  room: () => null,
  reveal: vi.fn(),
  focus: vi.fn(),
  deselect: vi.fn(),
  toggleCaret: vi.fn(),
};
const selected = (start: number, end: number): Selected => ({
  span: { start, end },
  quote: "",
  box: BOX,
  side: "below",
});

let api: FakeApi;
let errors: unknown[];
let removed: [number, number | null][];
let marks: Marks;
const article = (at = 0): Article => api.rows[at] as Article;

beforeEach(async () => {
  api = fakeArchive(10);
  errors = [];
  removed = [];
  marks = new Marks(
    api,
    (error) => errors.push(error),
    (count, step) => removed.push([count, step]),
  );
  marks.page = PAGE;
  await marks.show(article());
});

describe("highlighting", () => {
  it("keeps what is selected, in reading order", async () => {
    marks.selected = selected(40, 60);
    await marks.add("blue");
    marks.selected = selected(3, 9);
    await marks.add("pink");
    expect(marks.list.map(({ place, color }) => [place?.start, color])).toEqual([
      [3, "pink"],
      [40, "blue"],
    ]);
    expect(marks.selected).toBeNull();
    expect(api.marks.map(({ quote }) => [...quote].length)).toEqual([20, 6]);
  });

  it("gives the same words another colour instead of a second highlight", async () => {
    marks.selected = selected(3, 9);
    await marks.add("yellow");
    marks.selected = selected(3, 9);
    await marks.add("green", "note");
    expect(marks.list.map(({ color }) => color)).toEqual(["green"]);
    expect(marks.card).toEqual({ id: 1, box: BOX, begin: "note" });
  });

  it("tells when it fails, and keeps nothing that is not there", async () => {
    api.failure = { kind: "locked", message: "archive.lede is in use", hint: null };
    marks.selected = selected(3, 9);
    await marks.add("yellow");
    expect(errors).toHaveLength(1);
    expect(marks.list).toEqual([]);
  });

  it("deletes with a step that takes it back", async () => {
    marks.selected = selected(3, 9);
    await marks.add("yellow");
    await marks.remove([1]);
    expect(marks.list).toEqual([]);
    const [, step] = removed[0] ?? [];
    await api.undo(step ?? null);
    await marks.show(article());
    expect(marks.list).toHaveLength(1);
  });

  it("forgets the article before when another one comes, whatever answers late", async () => {
    marks.selected = selected(3, 9);
    await marks.add("yellow");
    const first = marks.show(article());
    await marks.show(article(1));
    await first;
    expect(marks.list).toEqual([]);
  });

  it("shows the highlight that was aimed at once its article is there", async () => {
    marks.selected = selected(3, 9);
    await marks.add("yellow");
    await marks.show(article(1));
    marks.aim(1);
    expect(marks.pointed).toBeNull();
    await marks.show(article());
    expect(marks.pointed).toBe(1);
    expect(PAGE.reveal).toHaveBeenCalledWith(1);
  });
});

describe("a note that is typed", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("is written when the typing rests, and two seconds after its first letter at the latest", async () => {
    const written: string[] = [];
    const drafts = new MarkNotes(async (_, text) => void written.push(text), vi.fn());
    drafts.take(1, "a");
    await vi.advanceTimersByTimeAsync(400);
    expect([written, drafts.state]).toEqual([[], "waiting"]);
    await vi.advanceTimersByTimeAsync(100);
    expect([written, drafts.state]).toEqual([["a"], "saved"]);
    for (let letters = 1; letters <= 10; letters += 1) {
      drafts.take(1, "b".repeat(letters));
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(written[1]).toMatch(/^b{7,8}$/);
  });

  it("stays and is tried again when it could not be written", async () => {
    const onError = vi.fn();
    const write = vi.fn().mockRejectedValueOnce(new Error("full")).mockRejectedValueOnce(new Error("full"));
    const drafts = new MarkNotes(write, onError);
    drafts.take(1, "a");
    await vi.advanceTimersByTimeAsync(500);
    expect([drafts.state, drafts.text(1)]).toEqual(["failed", "a"]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([drafts.state, drafts.text(1), write.mock.calls.length]).toEqual(["saved", undefined, 3]);
    expect(onError).toHaveBeenCalledTimes(1);
  });

  it("is not lost to an answer that is older than it", async () => {
    marks.selected = selected(3, 9);
    await marks.add("yellow");
    marks.write(1, "Ask her again");
    await marks.show(article());
    expect(marks.list[0]?.note).toBe("Ask her again");
    await vi.advanceTimersByTimeAsync(500);
    expect(api.marks[0]?.note).toBe("Ask her again");
    marks.write(1, "");
    await vi.advanceTimersByTimeAsync(500);
    expect(api.marks[0]?.note).toBeNull();
  });
});
