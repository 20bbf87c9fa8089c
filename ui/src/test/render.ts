import { render } from "@testing-library/svelte";
import axe from "axe-core";
import { expect } from "vitest";

import App from "../App.svelte";
import { Preferences } from "../state/preferences.svelte";
import type { FakeApi } from "./fake";

/** The whole window over an archive in memory; resolves once the first list is there. */
export async function openWindow(api: FakeApi, language = "en"): Promise<void> {
  localStorage.clear();
  render(App, { api, preferences: new Preferences(localStorage, [language]) });
  await expect.poll(() => document.querySelector("[data-testid=article-row], [data-testid=welcome]")).not.toBeNull();
}

/** The one element with this test id. */
export function byId(id: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  if (!found) throw new Error(`nothing with the test id ${id}`);
  return found;
}

/** Expects that the accessibility audit finds nothing. Colours need layout and are judged in the real window. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false } },
    iframes: false,
  });
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
  expect(told).toEqual([]);
}
