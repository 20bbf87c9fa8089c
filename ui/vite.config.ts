import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
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
