/** A box in CSS pixels. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Width and height in CSS pixels. */
export interface Size {
  width: number;
  height: number;
}

const GAP = 8;
const EDGE = 6;

/**
 * Where something of `size` stands beside `anchor`: on the wished side where there is room, else on the other, else
 * where most room is; always inside `view`. `from` is the edge that it lines up with: where text begins.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  view: Size,
  side: "above" | "below",
  from: "left" | "right",
): { left: number; top: number } {
  const above = anchor.top - GAP - size.height;
  const below = anchor.bottom + GAP;
  const fitsAbove = above >= EDGE;
  const fitsBelow = below + size.height <= view.height - EDGE;
  const upper = side === "above" ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
  const left = from === "left" ? anchor.left : anchor.right - size.width;
  return { left: within(left, size.width, view.width), top: within(upper ? above : below, size.height, view.height) };
}

function within(start: number, length: number, all: number): number {
  return Math.max(EDGE, Math.min(start, all - length - EDGE));
}
