import { firstOf } from "./firstOf";

/**
 * Places in a text as shares of its characters, from 0 to 1. Unlike a height, such a place outlives every change of
 * width, type and pictures: it is always in the same line of words.
 */
export class TextPlaces {
  readonly #texts: readonly Text[];
  /** Characters before each text node, and at the end all of them. */
  readonly #starts: number[] = [0];
  readonly #length: number;

  constructor(root: Element) {
    this.#texts = textsIn(root);
    this.#length = this.#texts.reduce((sum, { length }) => {
      this.#starts.push(sum + length);
      return sum + length;
    }, 0);
  }

  /** The place where the first line begins that reaches below `edge`, in CSS pixels from the window's top. */
  below(edge: number): number {
    const node = firstOf(this.#texts.length, (at) => this.#bottomFrom(at) > edge);
    const text = this.#texts[node];
    if (!text) return 0;
    const offset = firstOf(text.length, (at) => boxOf(text, at + 1).bottom > edge);
    return ((this.#starts[node] ?? 0) + offset) / this.#length;
  }

  /** The top of the line at a place, in CSS pixels from the window's top; null where there is no text. */
  topOf(place: number): number | null {
    const character = Math.min(Math.round(place * this.#length), this.#length - 1);
    const node = firstOf(this.#texts.length, (at) => (this.#starts[at + 1] ?? 0) > character);
    const text = this.#texts[node];
    if (!text) return null;
    const lines = rangeOf(text, character - (this.#starts[node] ?? 0) + 1).getClientRects();
    return lines[lines.length - 1]?.top ?? null;
  }

  /** Where the text node ends, or the next one that is laid out at all. */
  #bottomFrom(at: number): number {
    for (const text of this.#texts.slice(at)) {
      const { bottom, height } = boxOf(text, text.length);
      if (height > 0) return bottom;
    }
    return Infinity;
  }
}

function textsIn(root: Element): Text[] {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (/\S/.test(text.data)) texts.push(text);
  }
  return texts;
}

/** From the beginning of a node, so that its lower edge only ever grows with `end`. */
function rangeOf(text: Text, end: number): Range {
  const range = text.ownerDocument.createRange();
  range.setStart(text, 0);
  range.setEnd(text, end);
  return range;
}

function boxOf(text: Text, end: number): DOMRect {
  return rangeOf(text, end).getBoundingClientRect();
}
