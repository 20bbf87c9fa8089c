import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { fakeArchive, type FakeApi } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";

const user = userEvent.setup();
const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const targets = (): number[] =>
  all("relate-target").map((row) => Number(row.dataset["value"]?.slice("article-".length)));

/** The dialog that asks what the first of some articles is to another one. */
async function ask(api: FakeApi): Promise<void> {
  await openWindow(api);
  await user.click(all("article-row")[0] ?? document.body);
  await expect.poll(() => all("reader-frame").length).toBe(1);
  await user.keyboard("{Control>}l{/Control}");
  await expect.poll(() => all("relate-input").length).toBe(1);
  await user.click(byId("relate-input"));
}

describe("relating articles", () => {
  it("keeps what was chosen and written when the archive changes meanwhile", async () => {
    const api = fakeArchive(6);
    await ask(api);
    await user.keyboard(api.rows[2]?.title ?? "");
    await expect.poll(targets).toEqual([3]);
    await user.keyboard("{Enter}");
    await expect.poll(() => document.activeElement).toBe(byId("choice-same-story-both"));
    await user.keyboard("3");
    await user.click(byId("relate-note"));
    await user.keyboard("It answers");
    api.rows = api.rows.map((row) => (row.id === 4 ? { ...row, title: "Another headline" } : row));
    api.changed();
    await expect.poll(() => all("article-row")[3]?.textContent).toContain("Another headline");
    expect((byId("relate-note") as HTMLTextAreaElement).value).toBe("It answers");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await expect
      .poll(() => api.relating.list)
      .toMatchObject([{ from: 1, to: 3, kind: "follow-up", note: "It answers" }]);
    await expect.poll(() => all("toast").map((toast) => toast.textContent)).toHaveLength(1);
    for (const row of [api.rows[0], api.rows[2]]) expect(byId("toast").textContent).toContain(row?.title.slice(0, 20));
  });

  it("takes what is found, not what stood there, when Enter comes before the answer", async () => {
    const api = fakeArchive(6);
    await ask(api);
    await expect.poll(targets).toEqual([2, 3, 4, 5, 6]);
    await expectAccessible();
    api.delay = 150;
    await user.keyboard(`${api.rows[4]?.title ?? ""}{Enter}`);
    await expect.poll(() => all("relate-save")).toHaveLength(1);
    expect(byId("relate-other-title").textContent).toBe(api.rows[4]?.title);
  });

  it("shows the two ends of a relation side by side, in the order of their keys", async () => {
    await ask(fakeArchive(3));
    await user.keyboard("{Enter}");
    await expect.poll(() => all("relate-save")).toHaveLength(1);
    const choices = all("relate-dialog")[0]?.querySelectorAll("input[type=radio]") ?? [];
    expect([...choices].map((choice) => (choice as HTMLElement).dataset["testid"]?.slice("choice-".length))).toEqual([
      "same-story-both",
      "contradicts-both",
      "follow-up-from",
      "follow-up-to",
      "background-from",
      "background-to",
      "source-from",
      "source-to",
      "correction-of-from",
      "correction-of-to",
      "own",
    ]);
    await expectAccessible();
    await user.keyboard("۴");
    expect((byId("choice-follow-up-to") as HTMLInputElement).checked).toBe(true);
  });
});
