import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Article } from "../api";
import { type FakeApi, fakeArchive } from "../test/fake";
import { Find, type FoundPage } from "./find.svelte";

let api: FakeApi;
let find: Find;
let page: FoundPage;
let top: number;
const revealed: string[] = [];
const article = (html: string): Article => {
  const row = api.rows[0] as Article;
  Object.assign(row, { title: "The harbour", html });
  return row;
};
const spans = (): string[] => find.places.map((place) => `${place.in} ${place.start}`);

beforeEach(async () => {
  api = fakeArchive(3);
  top = 0;
  revealed.length = 0;
  find = new Find(
    api,
    (error) => {
      throw error;
    },
    () => undefined,
  );
  page = {
    show: vi.fn(),
    reveal: (place) => revealed.push(`${place.in} ${place.start}`),
    select: vi.fn(),
    top: () => top,
  };
  find.page = page;
  await find.follow(article("<p>Harbour, a harbour</p><p>No harbour.</p>"), null);
});

const typed = async (text: string): Promise<void> => {
  find.show();
  find.type(text);
  await vi.waitFor(() => expect(find.answered).toBe(true));
};

describe("finding in the open article", () => {
  it("goes to the first place in sight and on from there, round the end", async () => {
    top = 5;
    await typed("harbour");
    expect(spans()).toEqual(["title 4", "text 0", "text 11", "text 22"]);
    expect(revealed).toEqual(["text 11"]);
    find.step(1);
    expect(find.wrapped).toBeNull();
    find.step(1);
    expect([revealed.at(-1), find.wrapped]).toEqual(["title 4", "end"]);
    find.step(-1);
    expect([revealed.at(-1), find.wrapped]).toEqual(["text 22", "start"]);
  });

  it("stays at a word while it is typed", async () => {
    top = 5;
    await typed("har");
    find.type("harbour");
    await vi.waitFor(() => expect(find.places[0]?.end).toBe(11));
    expect(spans()[find.current]).toBe("text 11");
  });

  it("takes the last answer for the last question, whichever comes first", async () => {
    const answers: ((value: { title: []; text: { start: number; end: number }[]; more: boolean }) => void)[] = [];
    api.findIn = () => new Promise((resolve) => answers.push(resolve));
    find.show();
    find.type("a");
    find.type("ab");
    answers.at(-1)?.({ title: [], text: [{ start: 9, end: 11 }], more: false });
    answers[0]?.({ title: [], text: [{ start: 1, end: 2 }], more: false });
    await vi.waitFor(() => expect(find.answered).toBe(true));
    expect(spans()).toEqual(["text 9"]);
  });

  it("looks for what is typed in the next article too, and goes nowhere in it", async () => {
    await typed("harbour");
    revealed.length = 0;
    const next = api.rows[1] as Article;
    Object.assign(next, { title: "Other", html: "<p>One harbour</p>" });
    await find.follow(next, null);
    expect([spans(), find.current, revealed]).toEqual([["text 4"], -1, []]);
    find.close();
    expect(page.show).toHaveBeenLastCalledWith([], null);
  });

  it("selects the place that stood out when it is closed", async () => {
    await typed("no harbour");
    find.close();
    expect(page.select).toHaveBeenCalledWith(expect.objectContaining({ start: 19, end: 29 }));
    expect(find.open).toBe(false);
  });
});

describe("the search that an article was opened from", () => {
  it("is marked without going anywhere, until something is typed", async () => {
    const row = api.rows[0] as Article;
    await find.follow(row, "harbour");
    expect([find.open, find.query, spans().length, revealed]).toEqual([true, "harbour", 4, []]);
    find.type("no");
    await vi.waitFor(() => expect(spans()).toEqual(["text 19"]));
    expect(find.query).toBeNull();
  });

  it("stays closed for the articles of one search once it was closed", async () => {
    await find.follow(api.rows[0] as Article, "harbour");
    find.close();
    await find.follow(api.rows[1] as Article, "harbour");
    expect(find.open).toBe(false);
    await find.follow(api.rows[2] as Article, "bridge");
    expect(find.open).toBe(true);
    await find.follow(api.rows[0] as Article, null);
    expect(find.open).toBe(false);
  });
});
