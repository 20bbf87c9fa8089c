import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { ApiError } from "../api";
import { type FakeApi, fakeArchive } from "../test/fake";
import { sampleNote } from "../test/notes";
import { Draft } from "./draft.svelte";
import { Notes } from "./notes.svelte";

const locked = (): ApiError => new ApiError({ kind: "locked", message: "in use", hint: null });

let api: FakeApi;
let told: string[];
const events = { parted: (why: string) => told.push(why), failed: () => told.push("failed") };
const draftOf = (from: ConstructorParameters<typeof Draft>[1]): Draft =>
  new Draft(api, from, { ...events, written: () => undefined });

beforeEach(() => {
  vi.useFakeTimers();
  api = fakeArchive(3);
  told = [];
});
afterEach(() => vi.useRealTimers());

/** Types a letter every so many milliseconds. */
async function type(draft: Draft, text: string, pace: number): Promise<void> {
  for (const letter of text) {
    draft.change(draft.text + letter);
    await vi.advanceTimersByTimeAsync(pace);
  }
}

describe("a note that is typed", () => {
  it("is stored when the hand rests, and while it does not", async () => {
    const draft = draftOf({ article: 1 });
    await type(draft, "abc", 100);
    expect(api.notebook.written).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(api.notebook.written).toEqual(["abc"]);
    expect([draft.status, draft.note?.article]).toEqual(["saved", 1]);
    await type(draft, "d".repeat(40), 100);
    const behind = draft.text.length - (api.notebook.written.at(-1)?.length ?? 0);
    expect(behind).toBeLessThanOrEqual(15);
    expect(api.notebook.list).toHaveLength(1);
  });

  it("is not stored without words", async () => {
    const draft = draftOf({ article: null });
    await type(draft, "  \n", 600);
    expect(await draft.flush()).toBe(true);
    expect([api.notebook.written, draft.note]).toEqual([[], null]);
  });

  it("stays, and is tried again, when it cannot be stored", async () => {
    const draft = draftOf({ article: null });
    api.notebook.failure = locked();
    draft.change("kept");
    expect(await draft.flush()).toBe(false);
    expect([draft.status, draft.text, told]).toEqual(["failed", "kept", ["failed"]]);
    await vi.advanceTimersByTimeAsync(3000);
    expect([draft.status, api.notebook.written]).toEqual(["saved", ["kept"]]);
  });

  it("writes what is typed while it is being stored", async () => {
    const draft = draftOf({ article: null });
    draft.change("one");
    const flushed = draft.flush();
    draft.change("one two");
    expect(await flushed).toBe(true);
    expect(api.notebook.written).toEqual(["one", "one two"]);
    expect(api.notebook.list.map((note) => note.text)).toEqual(["one two"]);
  });
});

describe("a note that another program changes", () => {
  const stored = sampleNote({ id: 7, text: "before" });

  beforeEach(() => (api.notebook.list = [stored]));

  it("is followed while nothing is typed", async () => {
    const draft = draftOf(stored);
    api.notebook.elsewhere(7, "theirs");
    await draft.refresh();
    expect([draft.text, draft.revision]).toEqual(["theirs", 1]);
    draft.change("theirs and mine");
    await draft.flush();
    expect(told).toEqual([]);
  });

  it("keeps both texts", async () => {
    const draft = draftOf(stored);
    draft.change("mine");
    api.notebook.elsewhere(7, "theirs");
    await draft.refresh();
    expect(draft.text).toBe("mine");
    expect(await draft.flush()).toBe(true);
    expect(told).toEqual(["conflict"]);
    expect(api.notebook.list.map((note) => note.text)).toEqual(["theirs", "mine"]);
    expect(draft.note?.id).toBe(8);
  });

  it("comes back as a new one when it was deleted", async () => {
    const draft = draftOf(stored);
    draft.change("mine");
    api.notebook.list = [];
    expect(await draft.flush()).toBe(true);
    expect(told).toEqual(["gone"]);
    expect(api.notebook.list.map((note) => note.text)).toEqual(["mine"]);
  });
});

describe("the notes of the window", () => {
  it("write what is unsaved wherever it was typed, and say what could not be written", async () => {
    const notes = new Notes(api, events);
    notes.begin(1);
    const first = notes.draft;
    if (first) notes.change(first, "first");
    api.notebook.failure = locked();
    notes.begin(null);
    await vi.advanceTimersByTimeAsync(0);
    expect(first?.status).toBe("failed");
    expect(await notes.flush()).toBe(true);
    expect(api.notebook.list.map((note) => note.text)).toEqual(["first"]);
  });

  it("delete a note with what was typed last", async () => {
    const notes = new Notes(api, events);
    api.notebook.list = [sampleNote({ id: 4, text: "a" })];
    notes.open(sampleNote({ id: 4, text: "a" }));
    if (notes.draft) notes.change(notes.draft, "a b");
    expect(await notes.delete([4])).not.toBeNull();
    expect([api.notebook.list, notes.draft]).toEqual([[], null]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(api.notebook.list).toEqual([]);
  });

  it("name an emptied note when it is closed", () => {
    const notes = new Notes(api, events);
    notes.open(sampleNote({ id: 4, text: "a" }));
    if (notes.draft) notes.change(notes.draft, " ");
    expect(notes.close()).toBe(4);
    notes.begin(null);
    expect(notes.close()).toBeNull();
  });
});
