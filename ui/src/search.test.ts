import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";

import { fakeArchive } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";

const user = userEvent.setup();
const all = (id: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)];
const box = (): HTMLInputElement => byId("find-input") as HTMLInputElement;

beforeEach(() => localStorage.clear());

describe("the search box", () => {
  it("asks at every key, each time with a later turn, as something that is being typed", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    const before = api.queries.length;
    await user.type(box(), "har");
    const asked = api.queries.slice(before).filter(({ limit }) => limit !== 1);
    expect(asked.map(({ find }) => find)).toEqual(["h", "ha", "har"]);
    expect(asked.every(({ typing, passages, sort }) => typing && passages && sort === "relevance")).toBe(true);
    const turns = asked.map(({ turn }) => turn ?? 0);
    expect(turns[0]).toBeGreaterThan(0);
    expect([...turns].sort((a, b) => a - b)).toEqual([...new Set(turns)]);
  });

  it("marks what was found, and is sorted as before once nothing is searched for", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    await user.type(box(), "harbour");
    await expect.poll(() => document.querySelector("[data-testid=article-row] mark")?.textContent).toMatch(/harbour/i);
    expect(byId("sort").textContent).toContain("Relevance");
    await user.keyboard("{Escape}{Escape}");
    expect(box().value).toBe("");
    await expect.poll(() => byId("sort").textContent).toContain("Date saved");
    expect(document.querySelector("mark")).toBeNull();
  });

  it("sets filters off, tells what makes no sense, and shows filters as chips that can be taken away", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    await user.type(box(), "is:unread foo:bar harbour");
    await expect.poll(() => document.querySelector("[data-testid=find-drawn] .name")?.textContent).toBe("is:");
    expect(document.querySelector("[data-testid=find-drawn] .fault")?.textContent).toBe("foo:bar");
    expect(byId("search-faults").textContent).toContain("foo:bar");
    expect(all("filter-chip").map((chip) => chip.textContent?.trim())).toEqual(["Unread"]);
    await user.click(byId("filter-cut"));
    expect(box().value).toBe("foo:bar harbour");
    await expectAccessible();
  });

  it("completes names and values by keyboard, and lets go of them by Escape", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    await user.type(box(), "i");
    await expect.poll(() => all("completion").map((item) => item.textContent?.trim().split(/\s+/)[0])).toContain("is:");
    expect(box().getAttribute("aria-expanded")).toBe("true");
    await user.keyboard("{Escape}");
    expect(all("completion")).toEqual([]);
    expect(box().value).toBe("i");
    await user.keyboard("s");
    expect(all("completion")).toEqual([]);
    await user.clear(box());
    await user.type(box(), "is");
    await expect.poll(() => all("completion").length).toBeGreaterThan(0);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(box().value).toBe("is:");
    await expect.poll(() => all("completion").map((item) => item.textContent?.trim())).toContain("unread Unread");
    await user.keyboard("unr{Tab}");
    expect(box().value).toBe("is:unread ");
    expect(document.activeElement).toBe(box());
    await expectAccessible();
  });

  it("says where it searches, and searches everything by one click or key", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    await user.type(box(), "harbour");
    expect(byId("filter-chips").textContent).toContain("in Inbox");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await expect.poll(() => api.queries.at(-1)?.shelf).toBe("all");
    expect(api.queries.at(-1)?.find).toBe("harbour");
    expect(document.querySelector("[data-testid=filter-chips]")).toBeNull();
  });
});

describe("filters by clicks", () => {
  it("adds what is picked in front, and rules out what must not be", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    await user.type(box(), "harb");
    await user.click(byId("filter-add"));
    await user.click(byId("filter-is"));
    await expectAccessible();
    await user.click(all("filter-value")[0] as HTMLElement);
    expect(box().value).toBe("is:unread harb");
    await user.click(byId("filter-add"));
    await user.click(byId("filter-lang"));
    await user.click(byId("filter-is-not"));
    await expect.poll(() => all("filter-value").length).toBeGreaterThan(0);
    await user.click(all("filter-value")[0] as HTMLElement);
    expect(box().value).toMatch(/^-lang:\S+ is:unread harb$/);
    expect(all("filter-chip")).toHaveLength(2);
  });

  it("reads ranges of dates and numbers", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    await user.click(byId("filter-add"));
    await user.click(byId("filter-published"));
    await user.type(byId("filter-from"), "2018-x");
    expect(byId("filter-use")).toHaveProperty("disabled", true);
    await user.clear(byId("filter-from"));
    await user.type(byId("filter-from"), "2018-06");
    await user.type(byId("filter-to"), "۱۴۰۳/۰۲");
    await user.click(byId("filter-use"));
    expect(box().value).toBe("published:2018-06..۱۴۰۳/۰۲ ");
  });
});

describe("facets", () => {
  it("narrow and exclude, follow the list, and are remembered", async () => {
    const api = fakeArchive(30);
    await openWindow(api);
    expect(api.tallied).toEqual([]);
    await user.click(byId("facets-toggle"));
    await expect.poll(() => all("facet").length).toBeGreaterThan(3);
    const language = all("facet").find((facet) => facet.dataset["filter"] === "lang:fa");
    await user.click(language as HTMLElement);
    expect(box().value).toBe("lang:fa ");
    await expect
      .poll(() =>
        all("facet")
          .find((facet) => facet.dataset["filter"] === "lang:fa")
          ?.getAttribute("aria-pressed"),
      )
      .toBe("true");
    await expect.poll(() => api.tallied.at(-1)?.find).toBe("lang:fa");
    await user.click(all("facet").find((facet) => facet.dataset["filter"] === "lang:fa") as HTMLElement);
    expect(box().value).toBe("");
    await expect.poll(() => byId("facets").classList.contains("stale")).toBe(false);
    await user.keyboard("{Shift>}");
    await user.click(all("facet").find((facet) => facet.dataset["filter"] === "lang:fa") as HTMLElement);
    await user.keyboard("{/Shift}");
    expect(box().value).toBe("-lang:fa ");
    expect(JSON.parse(localStorage.getItem("lede") ?? "{}")).toMatchObject({ facets: "open" });
    await expectAccessible();
  });
});

describe("what was found", () => {
  it("is counted exactly once the whole list is known", async () => {
    const api = fakeArchive(2500);
    await openWindow(api);
    api.countedTo = 100;
    await user.type(box(), "harbour");
    await expect.poll(() => byId("found-count").textContent?.trim()).toBe("100+ articles");
    expect(byId("found-newest").textContent).toContain("newest");
    await expect.poll(() => api.tallied.length).toBe(1);
    await expect.poll(() => byId("found-count").textContent?.trim()).toMatch(/^[\d,]+ articles$/);
    expect(document.querySelector("[data-testid=found-newest]")).toBeNull();
  });

  it.each([3, 0])("comes at once as far as %i go at once, and then whole", async (quickly) => {
    const api = fakeArchive(60);
    await openWindow(api);
    api.foundQuickly = quickly;
    await user.type(box(), "harbour");
    await expect.poll(() => byId("found-count").textContent?.trim()).toBe("5 articles");
    expect(all("article-row")).toHaveLength(5);
    const asked = api.queries.filter((query) => query.find === "harbour" && query.limit !== 1);
    expect(asked.map((query) => query.quick)).toEqual([true, false]);
  });

  it("teaches when there is nothing: what to drop, where else to look, how it may be spelled", async () => {
    const api = fakeArchive(30);
    api.rows = api.rows.map((row) => ({ ...row, archived: row.id % 2 === 0 }));
    await openWindow(api);
    // What is still being written finds nothing yet: what was found stays.
    await user.type(box(), "harbour lang:xx");
    expect(all("article-row").length).toBeGreaterThan(0);
    await user.keyboard(" ");
    await expect.poll(() => document.querySelector("[data-testid=nothing-drop]")?.textContent).toContain("Language");
    await user.click(byId("nothing-drop"));
    expect(box().value).toBe("harbour");
    await user.clear(box());
    await user.type(box(), "harbuor");
    await expect.poll(() => document.querySelector("[data-testid=did-you-mean]")?.textContent?.trim()).toBe("harbour");
    await expectAccessible();
    await user.click(byId("did-you-mean"));
    expect(box().value).toBe("harbour");
    await expect.poll(() => all("article-row").length).toBeGreaterThan(0);
  });
});

it("opens a sheet with examples that can be tried", async () => {
  const api = fakeArchive(30);
  await openWindow(api);
  await user.click(byId("search-help"));
  await expect.poll(() => all("help-example").length).toBeGreaterThan(20);
  await expectAccessible();
  await user.click(all("help-example").find((one) => one.textContent?.trim() === "is:unread") as HTMLElement);
  await expect.poll(() => api.queries.at(-1)?.find).toBe("is:unread");
});
