import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";

import { fakeArchive, FakeApi } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";

const user = userEvent.setup();
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-testid=article-row]")];
const titles = (): string[] => rows().map((row) => row.querySelector(".title")?.textContent ?? "");
const text = (id: string): string => document.querySelector(`[data-testid="${id}"]`)?.textContent?.trim() ?? "";
const press = (keys: string): Promise<void> => user.keyboard(keys);

afterEach(() => {
  document.documentElement.removeAttribute("data-ready");
});

describe("the list", () => {
  it("shows rows with their place in the whole list, and passes the audit", async () => {
    await openWindow(fakeArchive(5000));
    expect(byId("article-list").getAttribute("aria-rowcount")).toBe("4546");
    expect(rows().length).toBeLessThan(40);
    expect(rows()[0]?.getAttribute("aria-rowindex")).toBe("1");
    expect(titles()[0]).toBe("The harbour that learned to wait for its ships");
    await expect.poll(() => document.documentElement.dataset["ready"]).toBe("true");
    await expectAccessible();
  });

  it("teaches how to save when nothing is kept, and saves the example", async () => {
    await openWindow(new FakeApi());
    expect(text("welcome")).toContain("Nothing kept yet");
    await expectAccessible();
    await user.click(byId("save-example"));
    await expect.poll(() => byId("reader").dataset["article"]).toBe("1");
  });

  it("finds, and says when nothing is found", async () => {
    const api = fakeArchive(40);
    await openWindow(api);
    await user.type(byId("find-input"), "harbour");
    await expect.poll(() => titles().every((title) => title.startsWith("The harbour"))).toBe(true);
    await user.type(byId("find-input"), " zzz");
    await expect.poll(() => text("empty")).toContain("Nothing found in Inbox");
    await expectAccessible();
    await user.keyboard("{Escape}");
    await expect.poll(() => rows().length).toBeGreaterThan(5);
  });

  it("tells no reading time of what has no text yet", async () => {
    const api = fakeArchive(2);
    api.rows = api.rows.map((row) => (row.id === 1 ? { ...row, words: 0, minutes: 1 } : row));
    await openWindow(api);
    const minutes = rows().map((row) => row.querySelector(".minutes")?.textContent ?? null);
    expect(minutes.filter((told) => told === null)).toHaveLength(1);
  });

  it("shows another shelf", async () => {
    const api = fakeArchive(40);
    await openWindow(api);
    await press("gs");
    await expect.poll(() => api.queries.at(-1)?.shelf).toBe("starred");
    await expect.poll(() => byId("shelf-starred").getAttribute("aria-current")).toBe("page");
  });

  it("says what went wrong when it cannot be read, and tries again", async () => {
    const api = fakeArchive(40);
    await openWindow(api);
    api.failure = { kind: "locked", message: "archive.lede is in use", hint: null };
    await press("ga");
    await expect.poll(() => document.querySelector("[role=alert]")?.textContent).toContain("Another program holds");
    await expectAccessible();
    const again = [...document.querySelectorAll("button")].find((button) => button.textContent === "Try again");
    await user.click(again as HTMLElement);
    await expect.poll(() => rows().length).toBeGreaterThan(5);
  });
});

describe("reading", () => {
  it("opens by key and moves on to the next", async () => {
    await openWindow(fakeArchive(40));
    await press("jo");
    await expect.poll(() => byId("reader").dataset["article"]).toBe("1");
    await press("j");
    await expect.poll(() => byId("reader").dataset["article"]).toBe("2");
    await expectAccessible();
    await press("{Escape}");
    expect(byId("reader").dataset["article"]).toBeUndefined();
  });

  it("puts the policy first into the frame and sandboxes it", async () => {
    await openWindow(fakeArchive(10));
    await press("jo");
    await expect.poll(() => document.querySelector("[data-testid=reader-frame]")).not.toBeNull();
    const frame = byId("reader-frame");
    expect(frame.getAttribute("sandbox")).toBe("allow-same-origin allow-scripts");
    expect(frame.getAttribute("srcdoc")).toMatch(
      /^<!doctype html><html[^>]*><head><meta http-equiv="Content-Security-Policy"/,
    );
  });

  it("says why a copy may not be whole, and what to do", async () => {
    const api = fakeArchive(10);
    await openWindow(api);
    await user.click(rows()[5] as HTMLElement);
    await expect.poll(() => text("doubts")).toContain("before the paywall");
    await user.click([...byId("doubts").querySelectorAll("button")][0] as HTMLElement);
    await expect.poll(() => api.queue[0]?.kind).toBe("refetch");
  });
});

describe("changing", () => {
  it("stars by key and takes it back", async () => {
    const api = fakeArchive(10);
    await openWindow(api);
    await press("js");
    await expect.poll(() => api.rows[0]?.starred).toBe(true);
    await expect.poll(() => document.querySelector("[data-testid=toast-undo]")).not.toBeNull();
    await user.click(byId("toast-undo"));
    await expect.poll(() => api.rows[0]?.starred).toBe(false);
  });

  it("archives a selection, keeps the cursor where it was and undoes by key", async () => {
    const api = fakeArchive(10);
    await openWindow(api);
    await press("j{Shift>}jj{/Shift}");
    await expect.poll(() => text("bulk-bar")).toContain("3 selected");
    await expectAccessible();
    await press("e");
    await expect.poll(() => api.rows.filter((row) => row.archived).length).toBe(3);
    await expect.poll(() => byId("article-list").getAttribute("aria-activedescendant")).toBe("row-0");
    expect(titles()[0]).toBe("长江边的一座小站，慢车仍然准时");
    await press("{Control>}z{/Control}");
    await expect.poll(() => api.rows.filter((row) => row.archived).length).toBe(0);
  });

  it("deletes for good only after asking", async () => {
    const api = fakeArchive(3);
    await openWindow(api);
    await press("j{Delete}");
    await expect.poll(() => api.rows.filter((row) => row.trashed).length).toBe(1);
    await press("gt");
    await expect.poll(() => rows().length).toBe(1);
    await press("j{Shift>}{Delete}{/Shift}");
    await expect.poll(() => text("purge-dialog")).toContain("Delete this article for good?");
    await expectAccessible();
    expect(api.rows).toHaveLength(3);
    await user.click(byId("purge-confirm"));
    await expect.poll(() => api.rows.length).toBe(2);
  });

  it("tells when the archive refuses, and shows what is true", async () => {
    const api = fakeArchive(3);
    await openWindow(api);
    await press("j");
    api.failure = { kind: "disk-full", message: "the disk that holds archive.lede is full", hint: null };
    await press("s");
    await expect.poll(() => text("toast")).toContain("The disk is full.");
  });
});

describe("saving", () => {
  it("saves several addresses from the field and shows each one's way", async () => {
    const api = fakeArchive(3);
    await openWindow(api);
    await user.type(byId("save-input"), "https://a.example/1 https://b.example/2{Enter}");
    await expect.poll(() => document.querySelectorAll("[data-testid=job]").length).toBe(2);
    expect((byId("save-input") as HTMLTextAreaElement).value).toBe("");
    api.changeJob(1, { state: "running" });
    api.advance(1, { stage: "pictures", done: 2, total: 5 });
    await expect.poll(() => text("jobs")).toContain("Pictures, 2 of 5");
    api.changeJob(2, {
      state: "failed",
      error: { kind: "timeout", message: "https://b.example/2 did not answer", hint: null },
    });
    await expect.poll(() => text("jobs")).toContain("The site did not answer in time.");
    await expectAccessible();
  });

  it("keeps text without an address in the field and says so", async () => {
    const api = fakeArchive(3);
    await openWindow(api);
    await user.type(byId("save-input"), "no address{Enter}");
    await expect.poll(() => text("toast")).toContain("There is no web address");
    expect((byId("save-input") as HTMLTextAreaElement).value).toBe("no address");
    expect(api.queue).toEqual([]);
  });

  it("offers to fetch again what is there already", async () => {
    const api = fakeArchive(3);
    await openWindow(api);
    await user.type(byId("save-input"), "https://meridian.example/harbour-waits{Enter}");
    await expect.poll(() => api.queue.length).toBe(1);
    api.changeJob(1, {
      state: "done",
      outcome: {
        id: 1,
        url: "",
        status: "exists",
        version: 1,
        shown: true,
        diagnosis: null,
        missing_assets: 0,
        error: null,
      },
    });
    await expect.poll(() => text("job")).toContain("Already in the archive");
    const again = [...byId("job").querySelectorAll("button")].find((button) =>
      button.textContent?.includes("Fetch again"),
    );
    await user.click(again as HTMLElement);
    await expect.poll(() => api.queue[0]?.kind).toBe("refetch");
  });

  it("saves what is pasted or dropped outside of text", async () => {
    const api = fakeArchive(3);
    await openWindow(api);
    const data = {
      types: ["text/plain"],
      getData: (type: string) => (type === "text/plain" ? "see https://a.example/x" : ""),
    };
    const send = (target: EventTarget, type: string, name: string): void => {
      const event = new Event(type, { bubbles: true, cancelable: true });
      Object.defineProperty(event, name, { value: data });
      target.dispatchEvent(event);
    };
    send(document.body, "paste", "clipboardData");
    await expect.poll(() => api.queue.map((job) => job.url)).toEqual(["https://a.example/x"]);
    send(document.body, "dragenter", "dataTransfer");
    await expect.poll(() => document.querySelector("[data-testid=drop-overlay]")).not.toBeNull();
    send(byId("drop-overlay"), "drop", "dataTransfer");
    await expect.poll(() => api.queue.length).toBe(2);
  });
});

describe("dialogs", () => {
  it("finds articles and actions in the palette", async () => {
    await openWindow(fakeArchive(20));
    await press("{Control>}k{/Control}");
    await expect.poll(() => document.querySelector("[data-testid=palette]")).not.toBeNull();
    await user.type(document.querySelector(".palette-input") as HTMLElement, "harbour");
    await expect.poll(() => text("palette")).toContain("The harbour that learned");
    await expectAccessible();
    await press("{Enter}");
    await expect.poll(() => byId("reader").dataset["article"]).toBe("1");
  });

  it("lists the keys", async () => {
    await openWindow(fakeArchive(2));
    await press("?");
    await expect.poll(() => text("keys-dialog")).toContain("Move to the trash");
    await expectAccessible();
  });

  it("saves the settings in the library's units, and mirrors the window in Persian", async () => {
    const api = fakeArchive(2);
    await openWindow(api);
    await user.click(byId("settings-button"));
    await expect.poll(() => document.querySelector("input[type=number]")).not.toBeNull();
    await expectAccessible();
    const page = document.querySelector<HTMLInputElement>("input[type=number]") as HTMLInputElement;
    await user.clear(page);
    await user.type(page, "32");
    await user.selectOptions(byId("language"), "fa");
    expect(document.documentElement.dir).toBe("rtl");
    expect(text("settings-dialog")).toContain("تنظیمات");
    await user.click(document.querySelector(".apply button") as HTMLElement);
    await expect.poll(() => api.current.limits.page_bytes).toBe(32 << 20);
  });
});

describe("site rules", () => {
  const openRules = async (api: FakeApi): Promise<void> => {
    await openWindow(api);
    await press("jo");
    await expect.poll(() => byId("reader").dataset["article"]).toBe("1");
    await press("{Control>},{/Control}");
    await expect.poll(() => document.querySelector("[data-testid=open-rules]")).not.toBeNull();
    await user.click(byId("open-rules"));
    await expect.poll(() => document.querySelector("[data-testid=rules-dialog]")).not.toBeNull();
  };
  const editor = (): HTMLTextAreaElement => byId("rule-text") as HTMLTextAreaElement;

  it("begin with the open article's host, are tried, stored and followed", async () => {
    const api = fakeArchive(40);
    await openRules(api);
    const host = new URL(api.rows[0]?.url ?? "").hostname;
    await expect.poll(() => editor().value).toContain(`host = "${host}"`);
    await expectAccessible();
    await user.click(byId("rule-try"));
    await expect.poll(() => text("rule-trial")).toContain("1 paragraph goes");
    await expectAccessible();
    await user.click(byId("rule-store"));
    await expect.poll(() => byId(`rule-${host}`).getAttribute("aria-current")).toBe("true");
    await user.click(byId("rule-next"));
    await expect.poll(() => document.querySelector("[data-testid=clean-dialog]")).not.toBeNull();
  });

  it("are where the focus begins, and hand it to the article when they close", async () => {
    await openRules(fakeArchive(40));
    await expect.poll(() => document.activeElement).toBe(editor());
    await press("{Escape}");
    await expect.poll(() => document.querySelector("[data-testid=rules-dialog]")).toBeNull();
    expect(document.activeElement).toBe(byId("reader-frame"));
  });

  it("point at the line that cannot be used", async () => {
    const api = fakeArchive(40);
    await openRules(api);
    await expect.poll(() => editor().value).toContain("host");
    api.failure = { kind: "rule", message: 'line 4: "p[" is no CSS selector', hint: null };
    await user.click(byId("rule-store"));
    await expect.poll(() => document.querySelector("#rule-fault")?.textContent).toContain("line 4");
    const { value, selectionStart, selectionEnd } = editor();
    expect(value.slice(selectionStart, selectionEnd)).toBe("body = [");
    expect(editor().getAttribute("aria-invalid")).toBe("true");
  });

  it("keep what was written when the dialog is closed, and what was removed can be put back", async () => {
    const api = fakeArchive(40);
    await api.setRule('host = "kept.example"\nbody = "main"');
    await openRules(api);
    await user.click(byId("rule-kept.example"));
    await user.type(editor(), "# mine");
    await press("{Escape}");
    await expect.poll(() => document.querySelector("[data-testid=rules-dialog]")).toBeNull();
    await press("{Control>},{/Control}");
    await expect.poll(() => document.querySelector("[data-testid=open-rules]")).not.toBeNull();
    await user.click(byId("open-rules"));
    await expect.poll(() => editor().value).toContain("# mine");
    await user.click(
      [...document.querySelectorAll("button")].find((b) => b.textContent?.trim() === "Remove the rule") as HTMLElement,
    );
    await expect.poll(() => api.known.length).toBe(0);
    await user.click(byId("rule-next"));
    await expect.poll(() => api.known.length).toBe(1);
  });
});

describe("cleaning again", () => {
  it("takes or leaves all changes at once, but for those left out one by one", async () => {
    const api = fakeArchive(3);
    api.changes = api.rows.map(({ id, url, title }) => ({
      id,
      url,
      title,
      changed: true,
      worse: id === 2,
      words_before: 100,
      words_after: 120,
      added: ["It comes."],
      removed: [],
      error: null,
    }));
    await openWindow(api);
    await press("j{Control>}a{/Control}");
    await user.click(byId("clean-selection"));
    const all = (): HTMLInputElement => byId("clean-all") as HTMLInputElement;
    await expect.poll(() => text("clean-accept")).toBe("Accept 2 changes");
    expect(all().indeterminate).toBe(true);
    await expectAccessible();
    await user.click(all());
    expect(text("clean-accept")).toBe("Accept 3 changes");
    await user.click(all());
    expect((byId("clean-accept") as HTMLButtonElement).disabled).toBe(true);
    await user.click(all());
    await user.click(byId("clean-accept"));
    await expect.poll(() => [...api.cleaned].sort()).toEqual([1, 2, 3]);
  });
});
