import { fireEvent } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";

import { FakeApi, sampleArticle } from "./test/fake";
import { openWindow } from "./test/render";
import { SAMPLES } from "./test/samples";

let api: FakeApi;

beforeEach(() => {
  api = new FakeApi(SAMPLES.map((sample, index) => sampleArticle(sample, index + 1)));
});

const field = () => document.querySelector(".palette-input") ?? document.body;
const found = (id: string) => expect.poll(() => document.querySelector(`[data-testid="${id}"]`));

async function fromPalette(words: string): Promise<void> {
  await fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  await expect.poll(() => document.querySelector(".palette-input")).not.toBeNull();
  await fireEvent.input(field(), { target: { value: words } });
}

test("what is picked is cited in the language of the window", async () => {
  await openWindow(api, "fa");
  await fireEvent.keyDown(document.body, { key: "a", ctrlKey: true });
  await found("export-selection").not.toBeNull();
  await fromPalette("> APA");
  await expect.poll(() => document.querySelector("[role=option]")?.textContent).toContain("APA");
  await fireEvent.keyDown(field(), { key: "Enter" });
  await expect.poll(() => api.clipboard).toContain("apa of 1 in fa\n\napa of 2 in fa");
});
