import { describe, expect, it } from "vitest";

import { placeBeside } from "./placing";

const VIEW = { width: 900, height: 600 };
const MENU = { width: 240, height: 40 };
const line = (left: number, top: number, width = 120) => ({ left, top, right: left + width, bottom: top + 24 });

describe("a place beside a line", () => {
  it("is on the wished side, lined up with where the text begins", () => {
    expect(placeBeside(line(300, 200), MENU, VIEW, "below", "left")).toEqual({ left: 300, top: 232 });
    expect(placeBeside(line(300, 200), MENU, VIEW, "above", "right")).toEqual({ left: 180, top: 152 });
  });

  it("is on the other side where there is no room", () => {
    expect(placeBeside(line(300, 560), MENU, VIEW, "below", "left").top).toBe(512);
    expect(placeBeside(line(300, 10), MENU, VIEW, "above", "left").top).toBe(42);
  });

  it("never leaves the window", () => {
    expect(placeBeside(line(850, 200, 40), MENU, VIEW, "below", "left").left).toBe(654);
    expect(placeBeside(line(4, 200, 40), MENU, VIEW, "below", "right").left).toBe(6);
    const tall = { left: 0, top: -400, right: 900, bottom: 1200 };
    expect(placeBeside(tall, MENU, VIEW, "above", "left").top).toBeGreaterThanOrEqual(6);
    expect(placeBeside(tall, MENU, VIEW, "below", "left").top).toBeLessThanOrEqual(554);
  });
});
