import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { ApiError } from "./api";
import { FakeApi, sampleArticle } from "./test/fake";
import { sampleImported, samplePreview } from "./test/fakeImports";
import { byId, expectAccessible, openWindow } from "./test/render";
import { SAMPLES } from "./test/samples";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi(SAMPLES.map((sample, index) => sampleArticle(sample, index + 1)));
});

const found = (id: string) => expect.poll(() => document.querySelector(`[data-testid="${id}"]`));
const says = (id: string) => expect.poll(() => byId(id).textContent.replace(/\s+/g, " "));
const cancelled = { kind: "cancelled", message: "cancelled", hint: null } as const;

async function look(language = "en"): Promise<void> {
  await openWindow(api, language);
  await fireEvent.keyDown(document.body, { key: "o", ctrlKey: true });
  await found("import-choose").not.toBeNull();
  await fireEvent.click(byId("import-choose"));
  await found("import-run").not.toBeNull();
}

test("the first step says where files come from, the second what is in them", async () => {
  await openWindow(api);
  await fireEvent.keyDown(document.body, { key: "o", ctrlKey: true });
  await says("import-choice").toContain("Instapaper");
  await expectAccessible();
  await fireEvent.click(byId("import-choose"));
  await says("import-preview").toContain("Pocket part_000000.csv 12 entries");
  await says("import-contents").toContain("7 new articles");
  expect(byId("import-contents").textContent).toContain("3 here already");
  expect(byId("import-refused").textContent).toContain("the line has no URL");
  await expectAccessible();
});

test("what was chosen goes along, and the report accounts for every entry", async () => {
  await look();
  const field = byId("import-tag");
  await fireEvent.input(field, { target: { value: "old/pocket" } });
  await fireEvent.keyDown(field, { key: "Enter" });
  const later = [...document.querySelectorAll<HTMLInputElement>("[name=import-fetch]")][1];
  await fireEvent.click(later ?? document.body);
  await says("import-preview").toContain("They wait in the queue");
  await fireEvent.submit(byId("import-preview"));
  await says("import-report").toContain("7 new articles");
  expect(api.brought.asked.at(-1)).toMatchObject({
    call: "import",
    options: { tags: ["old/pocket"], shelf: null, fetch: "later", skip_feeds: false },
    from: 0,
  });
  expect(byId("import-report").textContent).toContain("12 entries, each accounted for");
  const merged = byId("import-merged") as HTMLDetailsElement;
  merged.open = true;
  await fireEvent(merged, new Event("toggle"));
  await says("import-merged").toContain("Row 3");
  await expectAccessible();
  await fireEvent.click(byId("import-take-back"));
  await expect.poll(() => api.brought.takenBack).toEqual([1]);
});

test("leaving out feeds asks again what is new", async () => {
  api.brought.previews = [samplePreview({ feeds: 4 })];
  await look();
  api.brought.previews = [samplePreview({ feeds: 4, new: 3 })];
  await fireEvent.click(byId("import-skip-feeds"));
  await says("import-contents").toContain("3 new articles");
  expect(api.brought.asked.at(-1)?.options.skip_feeds).toBe(true);
});

test("one file that is not known keeps no other from coming in", async () => {
  const error = { kind: "invalid", message: "unknown", hint: null } as const;
  api.brought.previews = [samplePreview(), { name: "holiday.jpg", preview: null, error }];
  await look();
  await says("import-error").toContain("no file that Lede knows");
  expect((byId("import-run") as HTMLButtonElement).disabled).toBe(false);
  api.brought.previews = [{ name: "holiday.jpg", preview: null, error }];
  await fireEvent.click(byId("import-others"));
  await fireEvent.click(byId("import-choose"));
  await expect.poll(() => (byId("import-run") as HTMLButtonElement).disabled).toBe(true);
  await expectAccessible();
});

test("an import goes on while its dialog is closed, rests, goes on from the file it stopped in, and holds the window", async () => {
  const first = sampleImported(1);
  const halted = sampleImported(2, { report: null, error: cancelled });
  let end = (_: (typeof first)[]): void => undefined;
  const asked: number[] = [];
  api.import = (_, from) => {
    asked.push(from);
    return new Promise((resolve) => (end = resolve));
  };
  api.brought.chosen = ["a.csv", "b.csv"];
  api.brought.previews = [samplePreview(), samplePreview()];
  await look("fa");
  await fireEvent.submit(byId("import-preview"));
  await found("import-progress").not.toBeNull();
  api.tellImport({ file: 1, progress: { stage: "importing", done: 50, total: 100 } });
  await says("import-progress").toContain("پروندهٔ ۲ از ۲");
  await expectAccessible();
  await fireEvent.click(byId("import-background"));
  await found("import-dialog").toBeNull();
  await says("jobs-button").toContain("۷۵");
  await fireEvent.click(byId("jobs-button"));
  await found("import-job").not.toBeNull();
  api.askToClose();
  await says("import-progress").toContain("با بستن پنجره");
  expect(api.closing).toBe("kept");
  end([first, halted]);
  await says("import-paused").toContain("۱۴");
  await expectAccessible();
  await fireEvent.click(byId("import-go-on"));
  await expect.poll(() => asked).toEqual([0, 1]);
  await fireEvent.click(byId("import-background"));
  end([sampleImported(2)]);
  await fireEvent.click(
    await expect
      .poll(() => byId("import-report-open"))
      .toBeTruthy()
      .then(() => byId("import-report-open")),
  );
  await expect.poll(() => document.querySelectorAll("[data-testid=import-outcome]").length).toBe(2);
});

test("what stops before its end says so, and can be tried again", async () => {
  const run = api.import;
  api.import = () => Promise.reject(new ApiError({ kind: "disk-full", message: "full", hint: null }));
  await look();
  await fireEvent.submit(byId("import-preview"));
  await says("import-paused").toContain("The disk is full.");
  api.import = run;
  await fireEvent.click(byId("import-go-on"));
  await found("import-report").not.toBeNull();
});

test("files that are dropped open the second step; what is no file here says so", async () => {
  await openWindow(api);
  await drop(["Files", "text/uri-list"]);
  await found("import-contents").not.toBeNull();
  expect(api.queue).toEqual([]);
  api.brought.dropped = null;
  await drop(["Files"]);
  await found("import-choice").not.toBeNull();
  await says("toast").toContain("no file on this machine");
});

test("earlier imports stand in the settings, with their reports", async () => {
  const { summary } = sampleImported(3);
  api.brought.known = summary ? [{ ...summary, finished: null }, summary, { ...summary, id: 4 }] : [];
  api.brought.known = api.brought.known.map((known, at) => ({ ...known, id: at + 1 }));
  await openWindow(api);
  await fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
  await says("earlier-import").toContain("broke off");
  await expectAccessible();
  const [report] = document.querySelectorAll("[data-testid=earlier-report]");
  await fireEvent.click(report ?? document.body);
  await found("imported-dialog").not.toBeNull();
  await says("import-outcome").toContain("7 came in");
  await expectAccessible();
});

async function drop(types: string[]): Promise<void> {
  const dataTransfer = { types, getData: () => "" };
  const event = (name: string): Event => Object.assign(new Event(name, { bubbles: true }), { dataTransfer });
  await fireEvent(document.body, event("dragenter"));
  await found("drop-overlay").not.toBeNull();
  await fireEvent(byId("drop-overlay"), event("drop"));
}
