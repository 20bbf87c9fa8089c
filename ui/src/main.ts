import "./app.css";

import { mount } from "svelte";

import { type Api, desktop } from "./api";
import App from "./App.svelte";
import { Preferences } from "./state/preferences.svelte";

/** The library behind the window; in a plain browser, during development, an archive in memory. */
async function connect(): Promise<Api> {
  if (!import.meta.env.DEV || "__TAURI_INTERNALS__" in window) return desktop;
  const { fakeArchive } = await import("./test/fake");
  const options = new URLSearchParams(location.search);
  const fake = fakeArchive(Number(options.get("rows") ?? 40));
  fake.pace = Number(options.get("pace") ?? 600);
  fake.delay = Number(options.get("delay") ?? 0);
  return fake;
}

const target = document.getElementById("app");
if (target) {
  const api = await connect();
  mount(App, { target, props: { api, preferences: new Preferences(localStorage, navigator.languages) } });
}
