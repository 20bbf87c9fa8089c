import type { Highlight } from "../api";
import { COLORS, isPlaced } from "./marks";
import type { ReadingText, Span } from "./readingText";

/** Name of the browser's highlight that paints a colour; `reader.css` says how each looks. */
const nameOf = (color: string): string => `lede-${color}`;
const POINTED = nameOf("pointed");
const OVERLAP = nameOf("overlap");

/**
 * Paints highlights on a document without touching it: ranges of the CSS Custom Highlight API. Colours are translucent,
 * so that where two overlap both can be seen.
 */
export class Painter {
  readonly #document: Document;
  readonly #text: ReadingText;

  constructor(document: Document, text: ReadingText) {
    this.#document = document;
    this.#text = text;
  }

  /** Paints these highlights and no others; `pointed` stands out. */
  paint(list: readonly Highlight[]): void {
    const placed = list.filter(isPlaced);
    for (const color of COLORS) {
      const ranges = placed.filter((mark) => mark.color === color).flatMap(({ place }) => this.#text.pieces(place));
      paintRanges(this.#document, nameOf(color), ranges, 0);
    }
    const shared = overlaps(placed.map(({ place }) => place));
    paintRanges(
      this.#document,
      OVERLAP,
      shared.flatMap((span) => this.#text.pieces(span)),
      1,
    );
  }

  /** Makes one highlight stand out, or none. */
  point(highlight: Highlight | null): void {
    const there = highlight !== null && isPlaced(highlight);
    paintRanges(this.#document, POINTED, there ? this.#text.pieces(highlight.place) : [], 2);
  }
}

/** Paints ranges of a document by the browser's highlight of a name, in place of what that painted; of two that overlap, the one of higher priority is on top. */
export function paintRanges(document: Document, name: string, ranges: readonly Range[], priority: number): void {
  const view = document.defaultView;
  const registry = view?.CSS?.highlights;
  if (!view || !registry) return;
  const highlight = new view.Highlight();
  for (const range of ranges) highlight.add(range);
  highlight.priority = priority;
  registry.set(name, highlight);
}

/** The stretches of text that more than one of some spans covers, in order. */
export function overlaps(spans: readonly Span[]): Span[] {
  const edges = spans.flatMap(({ start, end }) => [
    [start, 1],
    [end, -1],
  ]) as [number, number][];
  edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const shared: Span[] = [];
  let [depth, start] = [0, 0];
  for (const [at, step] of edges) {
    if (depth === 1 && step > 0) start = at;
    if (depth === 2 && step < 0 && at > start) shared.push({ start, end: at });
    depth += step;
  }
  return shared;
}
