import { describe, expect, it } from "vitest";

import { placeBeside, roomFor } from "./placing";

const VIEW = { left: 0, top: 0, right: 900, bottom: 600 };
const MENU = { width: 240, height: 40 };
const line = (left: number, top: number, width = 120) => ({ left, top, right: left + width, bottom: top + 24 });

describe("a place beside a line", () => {
  it("is on the wished side, in the middle", () => {
    expect(placeBeside(line(300, 200), MENU, VIEW, "below")).toEqual({ left: 240, top: 232 });
    expect(placeBeside(line(300, 200), MENU, VIEW, "above")).toEqual({ left: 240, top: 152 });
  });

  it("is on the other side where there is no room", () => {
    expect(placeBeside(line(300, 560), MENU, VIEW, "below").top).toBe(512);
    expect(placeBeside(line(300, 10), MENU, VIEW, "above").top).toBe(42);
  });

  it("never leaves the window", () => {
    expect(placeBeside(line(850, 200, 40), MENU, VIEW, "below").left).toBe(654);
    expect(placeBeside(line(4, 200, 40), MENU, VIEW, "below").left).toBe(6);
    const tall = { left: 0, top: -400, right: 900, bottom: 1200 };
    expect(placeBeside(tall, MENU, VIEW, "above").top).toBeGreaterThanOrEqual(6);
    expect(placeBeside(tall, MENU, VIEW, "below").top).toBeLessThanOrEqual(554);
  });
});

describe("the room", () => {
  const pane = { left: 500, top: 50, right: 900, bottom: 590 };

  it("is as wide as the pane where that is wide enough, and as the window elsewhere", () => {
    expect(roomFor(240, pane, VIEW)).toEqual({ left: 500, top: 0, right: 900, bottom: 600 });
    expect(roomFor(420, pane, VIEW)).toEqual(VIEW);
    expect(roomFor(240, null, VIEW)).toEqual(VIEW);
  });
});
