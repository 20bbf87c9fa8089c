import { vi } from "vitest";

// What jsdom does not lay out or implement, as far as the window relies on it.
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  },
);
Element.prototype.scrollTo = function scrollTo(options?: ScrollToOptions | number): void {
  if (typeof options === "object") this.scrollTop = options.top ?? 0;
};
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.animate ??= () => ({ cancel() {}, finished: Promise.resolve() }) as unknown as Animation;
for (const [name, size] of [
  ["offsetHeight", 800],
  ["offsetWidth", 600],
  ["clientHeight", 800],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
}
HTMLCanvasElement.prototype.getContext = () => null;
// Wide enough for all three panes.
window.innerWidth = 1280;
