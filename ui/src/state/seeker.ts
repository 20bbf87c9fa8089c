import { paintRanges } from "../utils/painting";
import { ReadingText } from "../utils/readingText";
import { reveal } from "../utils/reveal";
import type { Find, FoundPage, FoundPlace } from "./find.svelte";

/** The document in the frame as finding sees it. */
export class Seeker implements FoundPage {
  readonly #document: Document;
  readonly #find: Find;
  readonly #texts: Record<FoundPlace["in"], ReadingText>;

  constructor(document: Document, text: ReadingText, find: Find) {
    this.#document = document;
    this.#find = find;
    const title = document.querySelector("article > header h1");
    this.#texts = { title: title ? new ReadingText(title) : text, text };
    find.page = this;
    find.paint();
  }

  /** Lets go of the document. */
  leave(): void {
    if (this.#find.page === this) this.#find.page = null;
  }

  show(places: readonly FoundPlace[], current: FoundPlace | null): void {
    const others = places.filter((place) => place !== current);
    const pieces = (place: FoundPlace): Range[] => this.#texts[place.in].pieces(place);
    paintRanges(this.#document, "lede-found", others.flatMap(pieces), 3);
    paintRanges(this.#document, "lede-found-here", current ? pieces(current) : [], 4);
  }

  reveal(place: FoundPlace): void {
    const range = this.#texts[place.in].range(place);
    if (range) reveal(range);
  }

  select(place: FoundPlace): void {
    const range = this.#texts[place.in].range(place);
    const selection = this.#document.getSelection();
    if (!range || !selection) return;
    selection.removeAllRanges();
    selection.addRange(range);
  }

  top(): number {
    const root = this.#document.documentElement;
    if (root.scrollTop <= 0) return 0;
    const { text } = this.#texts;
    const point = this.#document.caretRangeFromPoint(root.clientWidth / 2, 1);
    return point ? text.positionOf(point.startContainer, point.startOffset) : 0;
  }
}
