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
 * Where something of `size` stands beside `anchor`: on the wished side where there is room, else on the other, and
 * always inside `view`. It is centred on the anchor, which reads the same in either direction.
 */
export function placeBeside(
  anchor: Box,
  size: Size,
  view: Box,
  side: "above" | "below",
): { left: number; top: number } {
  const above = anchor.top - GAP - size.height;
  const below = anchor.bottom + GAP;
  const fitsAbove = above >= view.top + EDGE;
  const fitsBelow = below + size.height <= view.bottom - EDGE;
  const upper = side === "above" ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
  const left = Math.round((anchor.left + anchor.right - size.width) / 2);
  return {
    left: within(left, size.width, view.left, view.right),
    top: within(upper ? above : below, size.height, view.top, view.bottom),
  };
}

function within(wish: number, length: number, start: number, end: number): number {
  return Math.max(start + EDGE, Math.min(wish, end - length - EDGE));
}

/** As much of `room` as lies in `view`; `view` itself across where `room` is too narrow for `width`. */
export function roomFor(width: number, room: Box | null, view: Box): Box {
  if (!room) return view;
  const wide = room.right - room.left >= width + 2 * EDGE;
  return { ...view, left: wide ? room.left : view.left, right: wide ? room.right : view.right };
}
