import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import type { Related } from "./api";
import { FakeApi, sampleArticle } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";
import { SAMPLES } from "./test/samples";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi(SAMPLES.map((sample, index) => sampleArticle(sample, index + 1)));
  const kin = (at: number, words: string[]): Related => {
    const article = api.rows[at];
    if (!article) throw new Error("too few samples");
    return { ...article, score: 1 / at, reasons: { words, days: 2, tags: [], links: 0 } };
  };
  api.kin = { 1: [kin(1, ["Easthaven"]), kin(2, ["harbour"])] };
});

const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const lines = () => expect.poll(() => all("related-article").map((line) => Number(line.dataset["id"])));

async function openConnections(row: number, language = "en"): Promise<void> {
  await openWindow(api, language);
  await openRow(row);
  await fireEvent.keyDown(document.body, { key: "l" });
  await expect.poll(() => all("related").length).toBe(1);
}

async function openRow(row: number): Promise<void> {
  await fireEvent.click(all("article-row")[row] ?? document.body);
  await expect.poll(() => all("reader-frame").length).toBe(1);
}

test("related articles say why, are opened, dismissed and taken back", async () => {
  await openConnections(0);
  await lines().toEqual([2, 3]);
  expect(all("related-article")[0]?.textContent.replace(/[\u2068\u2069]/g, "")).toContain(
    "both mention Easthaven · 2 days apart",
  );
  await expectAccessible();
  await fireEvent.click(all("related-dismiss")[0] ?? document.body);
  await lines().toEqual([3]);
  expect(document.activeElement).toBe(all("related-dismiss")[0]);
  expect(api.dismissed).toEqual([[1, 2]]);
  await expect.poll(() => all("toast-undo").length).toBe(1);
  await fireEvent.click(byId("toast-undo"));
  await lines().toEqual([2, 3]);
  await fireEvent.click(all("related-article")[1]?.querySelector("button.open") ?? document.body);
  await expect.poll(() => byId("connections").dataset["id"]).toBe("3");
});

test("what could not be dismissed stays, and it is said", async () => {
  await openConnections(0, "fa");
  await lines().toEqual([2, 3]);
  api.failure = { kind: "locked", message: "in use", hint: null };
  await fireEvent.click(all("related-dismiss")[0] ?? document.body);
  await expect.poll(() => all("toast").length).toBe(1);
  await lines().toEqual([2, 3]);
});

test("an article with nothing in common says what will stand there", async () => {
  await openConnections(1);
  await expect.poll(() => byId("related-empty").textContent).toContain("shares names or rare words");
});

test("an answer for an article that is no longer open is dropped", async () => {
  const answer = api.related;
  const held: (() => void)[] = [];
  api.related = async (id, limit) => {
    const list = await answer(id, limit);
    if (id === 1) await new Promise<void>((resolve) => held.push(resolve));
    return list;
  };
  await openConnections(0);
  await openRow(1);
  await expect.poll(() => all("related-empty").length).toBe(1);
  for (const release of held) release();
  await new Promise<void>((resolve) => setTimeout(resolve));
  expect(all("related-article")).toEqual([]);
});
