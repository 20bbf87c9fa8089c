import type { Highlight, HighlightColor } from "../api";
import type { Span } from "./readingText";

/** The four colours of highlights, in the order of their keys 1 to 4. */
export const COLORS = ["yellow", "green", "blue", "pink"] as const satisfies HighlightColor[];

/** A highlight that stands in the text that is shown. */
export type Placed = Highlight & { place: Span };

/** Whether a highlight was found in the text that is shown. */
export function isPlaced(highlight: Highlight): highlight is Placed {
  return highlight.place !== null;
}

/** The highlight a click at `position` means: of several that overlap the shortest, then the newest. */
export function highlightAt(list: readonly Highlight[], position: number): Placed | null {
  const there = list.filter(isPlaced).filter(({ place }) => place.start <= position && position < place.end);
  const length = ({ place }: Placed): number => place.end - place.start;
  return there.sort((a, b) => length(a) - length(b) || b.id - a.id)[0] ?? null;
}

/** The highlight after the one with this id in reading order, or before it; the first or last when there is none. */
export function neighbour(list: readonly Highlight[], id: number | null, step: 1 | -1): Placed | null {
  const placed = list.filter(isPlaced);
  const at = placed.findIndex((highlight) => highlight.id === id);
  if (at < 0) return placed.at(step > 0 ? 0 : -1) ?? null;
  return placed[at + step] ?? null;
}
