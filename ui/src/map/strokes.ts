import type { EdgeKind } from "../api";

/** The stroke of a kind of connection: kinds differ by it, not by colour alone. Lengths in CSS pixels. */
export interface Stroke {
  readonly width: number;
  /** Drawn and left out in turn; empty is a whole line. */
  readonly dash: readonly number[];
  /** The custom property whose colour it has. */
  readonly color: "--ink" | "--ink-soft" | "--ink-faint" | "--accent" | "--star" | "--danger";
}

export const STROKES: Record<EdgeKind, Stroke> = {
  relation: { width: 3, dash: [], color: "--accent" },
  note: { width: 2, dash: [2, 4], color: "--accent" },
  copy: { width: 4, dash: [10, 4], color: "--star" },
  link: { width: 1.2, dash: [], color: "--ink-soft" },
  story: { width: 1.6, dash: [9, 3, 2, 3], color: "--ink-soft" },
  related: { width: 1.2, dash: [5, 5], color: "--ink-faint" },
};

/** Kinds in the order of the legend. */
export const KINDS = Object.keys(STROKES) as readonly EdgeKind[];
