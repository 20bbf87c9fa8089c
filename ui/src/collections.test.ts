import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { fakeArchive, type FakeApi } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";

const user = userEvent.setup();
const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const rows = (): HTMLElement[] => all("[data-testid=article-row]");
const ids = (): number[] => rows().map((row) => Number(row.dataset["id"]));
const lines = (): string[] => all("[role=treeitem]").map((line) => line.textContent.replace(/\s+/g, " ").trim());
const line = (name: string): HTMLElement => {
  const found = all("[role=treeitem]").find((item) => item.textContent.includes(name));
  if (!found) throw new Error(`no line ${name}`);
  return found;
};
const item = (id: string): Promise<void> => user.click(byId(id));

/** An archive with a collection of three articles, one below it and a saved search. */
async function withCollections(): Promise<FakeApi> {
  const api = fakeArchive(12);
  const harbour = api.kept.make({ name: "Harbour" });
  api.kept.make({ name: "Bridge", parent: harbour });
  api.kept.make({ name: "Ships", query: { find: "ships", shelf: "all" } });
  api.kept.add(harbour, [5, 2, 7]);
  await openWindow(api);
  await expect.poll(lines).toEqual(["Harbour 3", "Saved search Ships 2"]);
  return api;
}

describe("collections", () => {
  it("teach what they are for, and are made in a dialog", async () => {
    const api = fakeArchive(5);
    await openWindow(api);
    expect(byId("collection-section").textContent).toContain("Gather articles");
    await item("collection-new");
    await expect.poll(() => document.activeElement).toBe(byId("collection-name"));
    await expectAccessible();
    await user.keyboard("World news{Enter}");
    await expect.poll(lines).toEqual(["World news"]);
    await expect.poll(() => byId("empty").textContent).toContain("Nothing in “World news” yet");
    await expectAccessible();
    const byHand = { collection: 1, sort: "hand", order: "ascending", shelf: "all" };
    expect(api.queries).toContainEqual(expect.objectContaining(byHand));
  });

  it("are shown by hand, with what they are about, and leave the shelf's order alone", async () => {
    const api = await withCollections();
    api.kept.patch(1, { description: "What *happened*." });
    await user.click(line("Harbour"));
    await expect.poll(ids).toEqual([5, 2, 7]);
    await expect.poll(() => byId("collection-description").textContent).toContain("What *happened*.");
    expect(line("Harbour").getAttribute("aria-selected")).toBe("true");
    expect(byId("shelf-all").getAttribute("aria-current")).toBeNull();
    await expectAccessible();
    await item("shelf-inbox");
    await expect.poll(() => api.queries.at(-1)).toMatchObject({ collection: null, sort: "saved", order: "descending" });
  });

  it("fold, and are gone along and moved by keys", async () => {
    const api = await withCollections();
    line("Harbour").focus();
    await user.keyboard("{ArrowRight}");
    await expect.poll(lines).toEqual(["Harbour 3", "Bridge", "Saved search Ships 2"]);
    await user.keyboard("{ArrowDown}");
    await expect.poll(() => document.activeElement).toBe(line("Bridge"));
    await user.keyboard("{End}{Alt>}{ArrowUp}{/Alt}");
    await expect.poll(lines).toEqual(["Saved search Ships 2", "Harbour 3", "Bridge"]);
    await user.keyboard("{Control>}z{/Control}");
    await expect.poll(() => api.kept.nodes.map((node) => node.name)).toEqual(["Harbour", "Bridge", "Ships"]);
    expect(localStorage.getItem("lede-collections")).toBe("[1]");
  });

  it("are renamed, and deleted with a way back", async () => {
    const api = await withCollections();
    line("Harbour").focus();
    await user.keyboard("{F2}");
    await expect.poll(() => (byId("collection-name") as HTMLInputElement).value).toBe("Harbour");
    await user.clear(byId("collection-name"));
    await user.keyboard("Port{Enter}");
    await expect.poll(lines).toEqual(["Port 3", "Saved search Ships 2"]);
    await user.click(line("Port"));
    await expect.poll(ids).toEqual([5, 2, 7]);
    line("Port").focus();
    await user.keyboard("{Delete}");
    await expect.poll(lines).toEqual(["Saved search Ships 2"]);
    await expect.poll(() => byId("shelf-inbox").getAttribute("aria-current")).toBe("page");
    expect(api.rows).toHaveLength(12);
    await user.click(all("[data-testid=toast-undo]").at(-1) as HTMLElement);
    await expect.poll(lines).toEqual(["Port 3", "Saved search Ships 2"]);
  });

  it("put articles into another order by keys, one and several", async () => {
    const api = await withCollections();
    await user.click(line("Harbour"));
    await expect.poll(ids).toEqual([5, 2, 7]);
    byId("article-list").focus();
    await user.keyboard("j{Alt>}{ArrowDown}{/Alt}");
    await expect.poll(ids).toEqual([2, 5, 7]);
    await user.keyboard("{Shift>}j{/Shift}");
    await expect.poll(() => byId("bulk-bar").textContent).toContain("2 selected");
    await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await expect.poll(() => api.kept.node(1).articles).toEqual([5, 7, 2]);
    await user.keyboard("{Shift>}c{/Shift}");
    await expect.poll(() => api.kept.node(1).articles).toEqual([2]);
    await expect.poll(ids).toEqual([2]);
  });
});

describe("adding to a collection", () => {
  it("finds one by its name, shows what is in it, and takes out again", async () => {
    const api = await withCollections();
    await user.keyboard("jc");
    await expect.poll(() => document.querySelector("[data-testid=collect-input]")).not.toBeNull();
    await expectAccessible();
    await user.type(byId("collect-input"), "bri{Enter}");
    await expect.poll(() => api.kept.node(2).articles).toEqual([1]);
    await expect.poll(() => document.querySelector("[data-testid=collect-dialog]")).toBeNull();
    await user.keyboard("c");
    await expect
      .poll(() => all("[data-testid=collect-choice]").some((row) => row.textContent.includes("In it")))
      .toBe(true);
    await user.type(byId("collect-input"), "bri{Enter}");
    await expect.poll(() => api.kept.node(2).articles).toEqual([]);
  });

  it("makes one that is not there yet", async () => {
    const api = await withCollections();
    await user.keyboard("j{Shift>}j{/Shift}c");
    await user.type(byId("collect-input"), "Tides");
    await item("collect-make");
    await expect.poll(() => api.kept.nodes.at(-1)).toMatchObject({ name: "Tides", articles: [1, 2] });
  });
});

describe("a saved search", () => {
  it("is kept from the field, listed, changed and kept again", async () => {
    const api = await withCollections();
    await user.type(byId("find-input"), "harbour");
    await expect.poll(() => document.querySelector("[data-testid=save-search]")).not.toBeNull();
    await item("save-search");
    await expect.poll(() => (byId("collection-name") as HTMLInputElement).value).toBe("harbour");
    await user.keyboard("{Enter}");
    await expect.poll(() => api.kept.nodes.at(-1)?.query).toMatchObject({ find: "harbour", shelf: "inbox" });
    await expect.poll(() => document.querySelector("[data-testid=save-search]")).toBeNull();
    await user.type(byId("find-input"), " ships");
    await expect.poll(() => document.querySelector("[data-testid=keep-search]")).not.toBeNull();
    await item("keep-search");
    await expect.poll(() => api.kept.nodes.at(-1)?.query?.find).toBe("harbour ships");
    await item("shelf-inbox");
    await user.click(line("Ships"));
    await expect.poll(() => api.queries.at(-1)).toMatchObject({ find: "ships", shelf: "all" });
  });

  it("tells how many articles it finds, also after the archive changed", async () => {
    const api = await withCollections();
    const count = (): string => line("Ships").querySelector(".count")?.textContent.trim() ?? "";
    const found = async (): Promise<number> => (await api.searchCounts())[0]?.articles ?? 0;
    await expect.poll(count).not.toBe("");
    const before = await found();
    expect(count()).toBe(String(before));
    const one = (await api.articleIds(api.queries[0] ?? {}))[0] ?? 0;
    await api.updateCollection(3, { query: { find: null, shelf: "all" } });
    api.changed();
    await expect.poll(count).toBe(String(await found()));
    expect(await found()).toBeGreaterThan(before);
    await api.update([one], { trashed: true });
    api.counted = 1;
    api.changed();
    await expect.poll(count).toBe("1+");
  });
});
