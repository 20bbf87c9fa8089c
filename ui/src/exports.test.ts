import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { ApiError, type ErrorKind, type Export } from "./api";
import { FakeApi, sampleArticle } from "./test/fake";
import { byId, expectAccessible, openWindow } from "./test/render";
import { SAMPLES } from "./test/samples";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi(SAMPLES.map((sample, index) => sampleArticle(sample, index + 1)));
});

const found = (id: string) => expect.poll(() => document.querySelector(`[data-testid="${id}"]`));
const says = (id: string) => expect.poll(() => byId(id).textContent.replace(/\s+/g, " "));
const failing = (kind: ErrorKind) => () => Promise.reject(new ApiError({ kind, message: kind, hint: null }));

async function openDialog(language = "en"): Promise<void> {
  await openWindow(api, language);
  await fireEvent.keyDown(document.body, { key: "a", ctrlKey: true });
  await found("export-selection").not.toBeNull();
  await fireEvent.keyDown(document.body, { key: "e", ctrlKey: true });
  await found("export-dialog").not.toBeNull();
  await expect.poll(() => document.querySelector("[data-testid=export-preview] ol")).not.toBeNull();
}

async function choose(format: string): Promise<void> {
  await fireEvent.click(byId(`export-${format}`).querySelector("input") ?? document.body);
}

test("what an export holds follows its format and options", async () => {
  await openDialog();
  await says("export-preview").toContain(`${api.rows.length} articles 3 pictures, 500 kB4 highlights2 notes`);
  expect(byId("export-preview").textContent).toContain("1 picture was never fetched");
  await expectAccessible();
  await fireEvent.click(byId("export-option-pictures"));
  await says("export-preview").not.toContain("picture");
  await choose("bookmarks");
  await says("export-preview").not.toContain("highlights");
  expect(document.querySelector("[data-testid^=export-option]")).toBeNull();
  await choose("markdown");
  await fireEvent.click(byId("export-option-folder"));
  await says("export-choose").toBe("Choose a folder…");
});

test("a report names what is not in it, and what may be done", async () => {
  const wanted: Export[] = [];
  const write = api.export;
  api.export = (request) => {
    wanted.push(request);
    return write(request);
  };
  await openDialog("fa");
  await choose("epub");
  await fireEvent.input(byId("export-title"), { target: { value: "خبرها" } });
  await fireEvent.click(byId("export-choose"));
  await found("export-report").not.toBeNull();
  expect(byId("export-left-out").textContent).toContain("The first");
  await expectAccessible();
  expect(wanted).toMatchObject([{ title: "خبرها", format: "epub", replace: false }]);
  await fireEvent.click(byId("export-again"));
  await found("export-formats").toBeNull();
  await expect.poll(() => (byId("export-title") as HTMLInputElement).value).toBe("خبرها");
});

test("a name that is taken is replaced only when the person says so", async () => {
  const write = api.export;
  api.export = (wanted) => (wanted.replace ? write(wanted) : failing("exists")());
  await openDialog();
  await fireEvent.click(byId("export-choose"));
  await says("export-failure").toContain("already something called “Export.html”");
  await expectAccessible();
  await fireEvent.click(byId("export-replace"));
  await found("export-report").not.toBeNull();
});

test("what goes wrong is told and can be tried again", async () => {
  const write = api.export;
  api.export = failing("disk-full");
  await openDialog();
  await fireEvent.click(byId("export-choose"));
  await says("export-failure").toContain("The disk is full. Make room");
  api.export = write;
  await fireEvent.click(byId("export-retry"));
  await found("export-report").not.toBeNull();
});

test("an export goes on while its dialog is closed, can be found and be stopped", async () => {
  let finish = (): void => undefined;
  const write = api.export;
  api.export = (wanted) =>
    new Promise((resolve, reject) => {
      finish = () => void write(wanted).then(resolve);
      api.cancelExport = () => failing("cancelled")().catch(reject);
    });
  await openDialog();
  await fireEvent.click(byId("export-choose"));
  await found("export-progress").not.toBeNull();
  api.tellWork({ stage: "exporting", done: 3, total: 12 });
  await says("export-progress").toContain("3 of 12 articles");
  await expectAccessible();
  await fireEvent.click(byId("export-background"));
  await found("export-dialog").toBeNull();
  await says("jobs-button").toContain("Exporting, 25%");
  await fireEvent.click(byId("jobs-button"));
  await says("export-job").toContain("3 of 12 articles");
  api.tellWork({ stage: "finishing", done: 12, total: 12 });
  await says("export-job").toContain("Finishing the file");
  await says("jobs-button").toContain("Finishing the file");
  api.askToClose();
  await says("export-progress").toContain("Closing the window would stop this export.");
  expect(api.closing).toBe("kept");
  await expectAccessible();
  await fireEvent.click(byId("export-background"));
  finish();
  await says("toast").toContain("exported");
  await fireEvent.click(byId("export-report-open"));
  await found("export-report").not.toBeNull();

  await fireEvent.click(byId("export-again"));
  await found("export-choose").not.toBeNull();
  await expect.poll(() => (byId("export-choose") as HTMLButtonElement).disabled).toBe(false);
  await fireEvent.click(byId("export-choose"));
  await found("export-stop").not.toBeNull();
  await fireEvent.click(byId("export-stop"));
  await expect.poll(() => document.body.textContent).toContain("Nothing was written");
  await found("export-choose").not.toBeNull();
});

test("a dialog of the system that is dismissed changes nothing", async () => {
  api.chosen = null;
  await openDialog();
  await fireEvent.click(byId("export-choose"));
  await found("export-choose").not.toBeNull();
  await found("export-progress").toBeNull();
});

test("an article's row has a menu, whose export is of that article", async () => {
  await openWindow(api);
  const row = document.querySelector("[data-testid=article-row]");
  if (row) await fireEvent.contextMenu(row, { clientX: 60, clientY: 10 });
  await found("row-menu").not.toBeNull();
  await fireEvent.click(byId("row-export"));
  await says("export-preview").toContain("1 article ");
  expect((byId("export-title") as HTMLInputElement).value).toBe(api.rows[0]?.title);
});
