import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { fakeArchive, type FakeApi } from "./test/fake";
import { sampleHighlight } from "./test/marks";
import { byId, expectAccessible, openWindow } from "./test/render";

const user = userEvent.setup();
const rows = (): string[] =>
  [...document.querySelectorAll<HTMLElement>("[data-testid=quote-row]")].map((row) => row.textContent ?? "");
const press = (keys: string): Promise<void> => user.keyboard(keys);

function marked(): FakeApi {
  const api = fakeArchive(10);
  api.marks = [
    sampleHighlight({ id: 1, quote: "We used to sell speed", color: "yellow", note: "Ask her again" }),
    sampleHighlight({ id: 2, quote: "a radio channel", color: "green", place: { start: 40, end: 55 } }),
    sampleHighlight({
      id: 3,
      quote: "کتاب هم خواب ندارد",
      color: "yellow",
      article: 2,
      version: 2,
      tags: ["world/iran"],
    }),
    sampleHighlight({ id: 4, quote: "It was here once", color: "pink", place: null, anchored: null }),
  ];
  return api;
}

async function openHighlights(api: FakeApi, language = "en"): Promise<void> {
  await openWindow(api, language);
  await press("gh");
  await expect.poll(() => document.querySelector("[data-testid=highlights-screen]")).not.toBeNull();
}

describe("all highlights", () => {
  it("are listed newest first, with notes, tags and where they are from, and pass the audit", async () => {
    await openHighlights(marked());
    await expect.poll(() => rows().length).toBe(4);
    expect(rows()[0]).toContain("We used to sell speed");
    expect(rows()[0]).toContain("Ask her again");
    expect(rows()[2]).toContain("world/iran");
    expect(rows()[3]).toContain("Not in the current version");
    await expectAccessible();
  });

  it("are narrowed by colour and words, and all come back", async () => {
    await openHighlights(marked());
    await user.click(byId("filter-yellow"));
    await expect.poll(() => rows().length).toBe(2);
    await user.type(byId("quotes-find"), "again");
    await expect.poll(() => rows().length).toBe(1);
    await user.type(byId("quotes-find"), " zzz");
    await expect.poll(() => byId("no-highlights").textContent).toContain("No highlight matches");
    await expectAccessible();
    await user.click(byId("clear-filters"));
    await expect.poll(() => rows().length).toBe(4);
  });

  it("are picked by keys and deleted together, with a way back", async () => {
    const api = marked();
    await openHighlights(api);
    await expect.poll(() => rows().length).toBe(4);
    document.querySelector<HTMLElement>("[data-testid=quote-row] .open")?.focus();
    await press("{ArrowDown}x{ArrowDown}x");
    await expect.poll(() => byId("highlights-bulk").textContent).toContain("2 selected");
    await expectAccessible();
    await user.click(byId("recolour-blue"));
    await expect.poll(() => api.marks.filter(({ color }) => color === "blue").map(({ id }) => id)).toEqual([2, 3]);
    await user.click(byId("delete-selected"));
    await expect.poll(() => rows().length).toBe(2);
    await user.click(byId("toast-undo"));
    await expect.poll(() => rows().length).toBe(4);
  });

  it("are copied with citations", async () => {
    const api = marked();
    await openHighlights(api);
    await expect.poll(() => rows().length).toBe(4);
    document.querySelector<HTMLElement>("[data-testid=quote-row] .open")?.focus();
    await press("{Control>}a{/Control}");
    await user.click(byId("copy-selected"));
    await expect.poll(() => api.clipboard.split("* * *").length).toBe(4);
    expect(api.clipboard).toContain("“We used to sell speed”");
    expect(api.clipboard).toContain("«کتاب هم خواب ندارد»");
    expect(api.clipboard).toContain("https://meridian.example/harbour-waits");
  });

  it("teach how to begin when there are none", async () => {
    await openHighlights(fakeArchive(10), "fa");
    await expect.poll(() => byId("no-highlights").textContent).toContain("هنوز هایلایتی نیست");
    await expectAccessible();
  });

  it("open their article", async () => {
    await openHighlights(marked());
    await expect.poll(() => rows().length).toBe(4);
    await user.click([...document.querySelectorAll<HTMLElement>("[data-testid=quote-row] .open")][2] as HTMLElement);
    await expect.poll(() => byId("reader").dataset["article"]).toBe("2");
  });
});

describe("highlights beside the article", () => {
  it("stand in reading order, those of other versions apart", async () => {
    await openWindow(marked());
    await press("jo");
    await expect.poll(() => byId("reader").dataset["article"]).toBe("1");
    await press("{Shift>}h{/Shift}");
    const entries = (): string[] =>
      [...document.querySelectorAll("[data-testid=highlight-entry]")].map((entry) => entry.textContent ?? "");
    await expect.poll(() => entries().length).toBe(3);
    expect(entries()[0]).toContain("We used to sell speed");
    expect(byId("lost-highlights").textContent).toContain("It was here once");
    await expectAccessible();
  });
});
