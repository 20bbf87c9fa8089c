import { firstOf } from "./firstOf";

/** Elements that stand on lines of their own; a table's cell counts as one. */
const BLOCKS = new Set(
  (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table " +
    "tbody td tfoot th thead tr ul"
  ).split(" "),
);
/** The reader's own signs, pointers to other stories, pronunciation beside the text, and what no browser shows. */
const LEFT_OUT = "[data-lede-ui], aside, rt, rp, script, style, template, noscript, head, title";
const SPACE = /[ \t\n\r\f]/;

/** Where a piece of text begins and ends, in code points of the reading text. */
export interface Span {
  start: number;
  end: number;
}

/** White space that is text only when more text follows in the same block. */
interface Space {
  point: string;
  node: number;
  from: number;
}

/**
 * The text of an article as it is read, and where each of its code points stands in the document: white space is
 * collapsed outside `pre`, and one line break stands between blocks. The library reads stored copies by the same
 * definition; `tests/reading-text.json` holds both to it.
 */
export class ReadingText {
  readonly #nodes: Text[] = [];
  readonly #numbers = new Map<Node, number>();
  /** For each code point its text node, and its first and last edge there; between blocks both edges are one. */
  readonly #node: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #points: string[] = [];
  /** What was read since the last letter: a break between blocks, or white space. */
  #gap: "break" | Space[] = "break";

  constructor(root: Element) {
    this.#read(root, false);
  }

  /** All of it. */
  get text(): string {
    return this.#points.join("");
  }

  /** Code points in all. */
  get length(): number {
    return this.#points.length;
  }

  /** What stands from `start` to before `end`. */
  slice({ start, end }: Span): string {
    return this.#points.slice(start, end).join("");
  }

  /** What a range of the document covers, without white space at its ends; null when that is nothing. */
  spanOf(range: Range): Span | null {
    const start = this.positionOf(range.startContainer, range.startOffset);
    const end = this.positionOf(range.endContainer, range.endOffset);
    return this.trimmed({ start, end });
  }

  /** The same without white space at its ends; null when nothing else is left. */
  trimmed({ start, end }: Span): Span | null {
    while (start < end && /\s/.test(this.#points[start] ?? "")) start += 1;
    while (start < end && /\s/.test(this.#points[end - 1] ?? "")) end -= 1;
    return start < end ? { start, end } : null;
  }

  /** One range from the first to the last code point; null outside the text. */
  range({ start, end }: Span): Range | null {
    const [first, last] = [this.#nodes[this.#node[start] ?? -1], this.#nodes[this.#node[end - 1] ?? -1]];
    if (!first || !last || start >= end) return null;
    const range = first.ownerDocument.createRange();
    range.setStart(first, this.#from[start] ?? 0);
    range.setEnd(last, this.#to[end - 1] ?? 0);
    return range;
  }

  /** A range for each text node, so that only text is painted and nothing between. */
  pieces({ start, end }: Span): Range[] {
    const pieces: Range[] = [];
    let last = -1;
    for (let at = Math.max(0, start); at < Math.min(end, this.length); at += 1) {
      const [node, from, to] = [this.#node[at] ?? 0, this.#from[at] ?? 0, this.#to[at] ?? 0];
      const text = this.#nodes[node];
      if (from === to || !text) continue;
      const piece = pieces.at(-1);
      if (node === last && piece) piece.setEnd(text, to);
      else pieces.push(rangeIn(text, from, to));
      last = node;
    }
    return pieces;
  }

  /** How many code points stand before a place of the document. */
  positionOf(container: Node, offset: number): number {
    const number = this.#numbers.get(container);
    if (number !== undefined) return this.#before(number, offset);
    return this.#before(this.#firstBehind(container, offset), 0);
  }

  /** How many code points stand before an offset of the text node `number`. */
  #before(number: number, offset: number): number {
    return firstOf(this.length, (at) => {
      const node = this.#node[at] ?? 0;
      return node > number || (node === number && (this.#from[at] ?? 0) >= offset);
    });
  }

  /** The first text node that does not begin before a place. */
  #firstBehind(container: Node, offset: number): number {
    const place = (container.ownerDocument ?? document).createRange();
    place.setStart(container, offset);
    return firstOf(this.#nodes.length, (at) => {
      const node = this.#nodes[at];
      return node !== undefined && place.comparePoint(node, 0) >= 0;
    });
  }

  #read(parent: Node, inPre: boolean): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#readText(node as Text, inPre);
      else if (node.nodeType === Node.ELEMENT_NODE) this.#readElement(node as Element, inPre);
    }
  }

  #readElement(element: Element, inPre: boolean): void {
    if (element.matches(LEFT_OUT)) return;
    const block = BLOCKS.has(element.localName);
    if (block) this.#gap = "break";
    this.#read(element, inPre || element.localName === "pre");
    if (block) this.#gap = "break";
  }

  #readText(text: Text, inPre: boolean): void {
    const number = this.#nodes.push(text) - 1;
    this.#numbers.set(text, number);
    let at = 0;
    for (const point of text.data) {
      if (SPACE.test(point)) this.#keepSpace({ point, node: number, from: at }, inPre);
      else {
        this.#fillGap();
        this.#add(point, number, at, at + point.length);
      }
      at += point.length;
    }
  }

  #keepSpace(space: Space, inPre: boolean): void {
    if (this.#gap === "break") return;
    if (inPre) this.#gap.push(space);
    else if (this.#gap.length === 0) this.#gap.push({ ...space, point: " " });
  }

  #fillGap(): void {
    const gap = this.#gap;
    this.#gap = [];
    if (gap !== "break") {
      for (const { point, node, from } of gap) this.#add(point, node, from, from + 1);
    } else if (this.length > 0) {
      // No character of the document is this line break: it stands where the text before it ends.
      const [node, to] = [this.#node.at(-1) ?? 0, this.#to.at(-1) ?? 0];
      this.#add("\n", node, to, to);
    }
  }

  #add(point: string, node: number, from: number, to: number): void {
    this.#points.push(point);
    this.#node.push(node);
    this.#from.push(from);
    this.#to.push(to);
  }
}

function rangeIn(text: Text, from: number, to: number): Range {
  const range = text.ownerDocument.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}
