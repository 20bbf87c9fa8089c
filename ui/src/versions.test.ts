import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { FakeApi, sampleArticle } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";
import { SAMPLES } from "./test/samples";
import { twoVersions } from "./test/versions";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi(SAMPLES.map((sample, index) => sampleArticle(sample, index + 1)));
});

const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const found = (id: string) => expect.poll(() => document.querySelector(`[data-testid="${id}"]`));

async function openVersions(language = "en"): Promise<void> {
  const [article] = api.rows;
  if (article) api.older.set(article.id, twoVersions(article));
  await openWindow(api, language);
  await fireEvent.click(all("article-row")[0] ?? document.body);
  await found("reader-frame").not.toBeNull();
  await fireEvent.keyDown(document.body, { key: "V", shiftKey: true });
  await expect.poll(() => all("version").length).toBe(2);
}

test("versions say what differs, and an old one is looked at and left again", async () => {
  await openVersions();
  expect(all("version-changes")[0]?.textContent).toBe(
    "headline changed, 3 sentences removed, 1 sentence added, 1 picture added",
  );
  await fireEvent.click(byId("open-version"));
  await found("version-bar").not.toBeNull();
  await expectAccessible();
  await fireEvent.click(byId("version-back"));
  await found("version-bar").toBeNull();
});

test("another version is shown from now on, and followed again", async () => {
  await openVersions();
  await fireEvent.click(byId("show-version"));
  await found("toast-undo").not.toBeNull();
  await found("follow").not.toBeNull();
  expect(api.rows[0]?.chosen).toBe(true);
});

test("two versions are compared, picked or with the one before", async () => {
  await openVersions();
  for (const box of all("pick-version")) await fireEvent.click(box);
  await fireEvent.click(byId("compare-two"));
  await found("comparison").not.toBeNull();
  const comparison = byId("comparison");
  expect(comparison.textContent).toContain("2 paragraphs are the same");
  expect(comparison.querySelector("del.removed")?.textContent).toBe("(first)");
  expect(comparison.querySelector(".paragraph.added p")?.getAttribute("dir")).toBe("rtl");
  await expect.poll(() => document.querySelector("[data-testid=diff-place]")?.textContent).toContain("of 5");
  await fireEvent.keyDown(comparison, { key: "j" });
  await expect.poll(() => byId("diff-place").textContent).toBe("1 of 5");
  await fireEvent.click(byId("diff-view-beside"));
  await expect.poll(() => comparison.querySelectorAll(".pair").length).toBe(5);
  await fireEvent.click(byId("diff-which-everything"));
  await expect.poll(() => byId("comparison").textContent).toContain("Nothing here differs.");
  await expectAccessible();
});

test("the window tells what has changed since an article was read", async () => {
  const [article] = api.rows;
  if (article) api.rows[0] = { ...article, changed_from: article.id + 1000 };
  await openWindow(api, "fa");
  expect(all("changed-badge")).toHaveLength(1);
  await fireEvent.click(all("article-row")[0] ?? document.body);
  await found("changed-notice").not.toBeNull();
  expect(byId("changed-notice").textContent).toContain("۳ جمله حذف شده");
  await fireEvent.click(byId("dismiss-changed"));
  await found("changed-notice").toBeNull();
  await expect.poll(() => api.seen, { timeout: 4000 }).toEqual([article?.id]);
});

test("a page is watched and left alone again", async () => {
  await openVersions("fa");
  await fireEvent.change(byId("watch"), { target: { value: "six" } });
  await found("watch-next").not.toBeNull();
  expect(api.rows[0]?.watch?.every).toBe(6 * 3600);
  await fireEvent.change(byId("watch"), { target: { value: "off" } });
  await found("watch-next").toBeNull();
});
