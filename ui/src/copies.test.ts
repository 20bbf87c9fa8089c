import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { ApiError } from "./api";
import { FakeApi, sampleArticle } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";
import { SAMPLES } from "./test/samples";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi(SAMPLES.map((sample, index) => sampleArticle(sample, index + 1)));
});

const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const found = (id: string) => expect.poll(() => document.querySelector(`[data-testid="${id}"]`));

async function openCopies(language = "en", copies = 2): Promise<void> {
  await openWindow(api, language);
  const rows = all("article-row");
  api.copies = new Set(rows.slice(0, copies).map((row) => Number(row.dataset["id"])));
  await fireEvent.click(rows[0] ?? document.body);
  await found("reader-frame").not.toBeNull();
  await fireEvent.keyDown(document.body, { key: "l" });
  await expect.poll(() => all("copy").length).toBe(copies - 1);
}

test("copies say how much they differ, and are compared by their sites", async () => {
  await openCopies();
  expect(all("copy")[0]?.textContent).toContain("9% differs; the shorter one is part of the longer");
  await fireEvent.click(byId("copy-compare"));
  await found("comparison").not.toBeNull();
  const [first, second] = ["before", "after"].map((side) => byId(`diff-${side}`).querySelector("bdi")?.textContent);
  expect(byId("diff-summary").textContent).toContain(`3 sentences only in ${first}`);
  const comparison = byId("comparison");
  expect(comparison.querySelector(".removed .label")?.textContent).toBe(`Only in ${first}`);
  expect(comparison.querySelector(".added .label")?.textContent).toBe(`Only in ${second}`);
  // What one site does not have was not deleted.
  expect(comparison.querySelector("del, ins")).toBeNull();
  expect(comparison.querySelector("mark.removed")?.getAttribute("title")).toBe(`Only in ${first}`);
  await expectAccessible();
  await fireEvent.click(byId("diff-swap"));
  await expect.poll(() => byId("diff-before").querySelector("bdi")?.textContent).toBe(second);
});

test("merging asks which one is kept", async () => {
  await openCopies("fa");
  await fireEvent.click(byId("copy-merge"));
  await found("merge-dialog").not.toBeNull();
  await expectAccessible();
  expect(all("merge-dialog")[0]?.querySelectorAll("input[type=radio]").length).toBe(2);
  await fireEvent.click(byId("merge-confirm"));
  await found("toast-undo").not.toBeNull();
});

test("copies in a list stand under the first, and are opened, picked and folded again by keyboard", async () => {
  api.copies = new Set(api.rows.slice(0, 3).map((row) => row.id));
  const elsewhere = api.rows.slice(0, 3).map(({ id, site }) => ({ id, site }));
  api.rows = api.rows.map((row) => (api.copies.has(row.id) ? { ...row, copies: elsewhere } : row));
  await openWindow(api);
  const shown = (): string[] => all("article-row").map((row) => row.dataset["id"] ?? "");
  const folded = shown();
  await found("folded").not.toBeNull();
  const list = byId("article-list");
  const row = byId("also-on").closest<HTMLElement>("[data-id]");
  list.focus();
  const cursor = (): string | undefined => document.querySelector<HTMLElement>(".row.cursor")?.dataset["id"];
  for (let step = 0; cursor() !== row?.dataset["id"]; step += 1) {
    await fireEvent.keyDown(list, { key: "ArrowDown" });
    await expect.poll(cursor).toBe(folded[step]);
  }
  await fireEvent.keyDown(list, { key: "ArrowRight" });
  await expect.poll(() => shown().length).toBe(folded.length + api.copies.size - 1);
  await found("folded").toBeNull();
  await expectAccessible();
  await fireEvent.keyDown(list, { key: "ArrowDown" });
  await expect.poll(() => document.querySelector(".row.below.cursor")).not.toBeNull();
  await fireEvent.keyDown(list, { key: "ArrowLeft" });
  await expect.poll(shown).toEqual(folded);
  await fireEvent.keyDown(document.body, { key: "a", ctrlKey: true });
  await expect.poll(() => byId("folded-out").textContent).toContain("without");
  await fireEvent.click(byId("take-along"));
  await found("folded-out").toBeNull();
});

test("several copies are merged at once", async () => {
  await openCopies("en", 3);
  await fireEvent.click(byId("merge-all"));
  await found("merge-dialog").not.toBeNull();
  expect(byId("merge-dialog").textContent).toContain("The 2 others go to the trash");
  await expectAccessible();
  await fireEvent.click(byId("merge-confirm"));
  await expect.poll(() => byId("toast").textContent).toContain("2 articles merged");
});

test("everything derived is made anew from the settings, and can be stopped", async () => {
  const rebuild = api.rebuild;
  api.rebuild = () =>
    new Promise((_, reject) => {
      api.cancelWork = async () => reject(new ApiError({ kind: "cancelled", message: "cancelled", hint: null }));
    });
  await openWindow(api);
  await fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
  await found("rebuild-start").not.toBeNull();
  await fireEvent.click(byId("rebuild-start"));
  await found("rebuild-stop").not.toBeNull();
  await expectAccessible();
  await fireEvent.click(byId("rebuild-stop"));
  await expect.poll(() => byId("toast").textContent).toContain("It goes on there the next time");
  await fireEvent.click(all("toast")[0]?.querySelector("button") ?? document.body);
  api.rebuild = rebuild;
  await fireEvent.click(byId("rebuild-start"));
  await expect.poll(() => byId("toast").textContent).toContain(`Made anew for ${api.rows.length} articles`);
});
