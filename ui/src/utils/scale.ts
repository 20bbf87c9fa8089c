/** Browsers cannot lay out elements taller than about 33 million CSS pixels; half of that is safe everywhere. */
export const TALLEST = 16_000_000;

/**
 * How many pixels of a list of `height`, seen through `view`, one pixel of its scrollbar stands for: 1 until the list
 * grows too tall to be laid out. Both ends of the scrollbar are the ends of the list.
 */
export function scrollScale(height: number, view: number): number {
  return height <= TALLEST ? 1 : (height - view) / (TALLEST - view);
}

/** Offset at which the row from `start` to `end` is in sight, as near to `offset` as can be. */
export function reveal(start: number, end: number, offset: number, view: number): number {
  if (start < offset) return start;
  return end > offset + view ? end - view : offset;
}
