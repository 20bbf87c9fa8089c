import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const BROKEN = /^var selfn = Selector\.prototype;$/m;

/**
 * The window freezes Object.prototype, so that no script may change it. Cytoscape assigns a `toString` to an object that
 * inherits from it, which then throws: here the object gets a property of its own first.
 */
const cytoscapeOnFrozen: Plugin = {
  name: "cytoscape-on-frozen-prototype",
  apply: "build",
  transform(code, id) {
    if (!id.includes("cytoscape.esm")) return null;
    if (!BROKEN.test(code)) this.error("Cytoscape changed: look whether it loads where Object.prototype is frozen");
    const own = 'Object.defineProperty(Selector.prototype, "toString", { writable: true, configurable: true })';
    return { code: code.replace(BROKEN, `var selfn = ${own};`), map: null };
  },
};

export default defineConfig({
  plugins: [svelte(), svelteTesting(), cytoscapeOnFrozen],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    // WebKitGTK 2.50, WebView2 and Safari 18 are the window's engines.
    target: ["safari18", "chrome125"],
    // The window's policy allows fonts from its own origin only, never from data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/test/setup.ts"],
    // A busy machine must not fail a test: waiting ends with what is waited for.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
  },
});
