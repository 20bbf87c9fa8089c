import type { Highlight } from "../api";
import { highlightAt } from "../utils/marks";
import { Painter } from "../utils/painting";
import type { Box } from "../utils/placing";
import type { ReadingText } from "../utils/readingText";
import { reveal } from "../utils/reveal";
import { Signs } from "../utils/signs";
import { Caret } from "./caret";
import type { Lede } from "./lede.svelte";
import type { MarkedPage, Marks } from "./marks.svelte";

/** The document in the frame as the highlights see it: what is selected, painted, pointed at and clicked in it. */
export class Marker implements MarkedPage {
  readonly #document: Document;
  readonly #lede: Lede;
  readonly #marks: Marks;
  readonly #text: ReadingText;
  readonly #painter: Painter;
  readonly #signs: Signs;
  readonly #caret: Caret;
  #list: readonly Highlight[] = [];
  /** Whether a pointer is held down: what is selected then is not yet what is meant. */
  #held = false;

  constructor(document: Document, body: Element, text: ReadingText, lede: Lede) {
    this.#document = document;
    this.#lede = lede;
    this.#marks = lede.marks;
    this.#text = text;
    this.#painter = new Painter(document, this.#text);
    const article = body.closest("article") ?? body;
    this.#signs = new Signs(article, this.#text, (highlight) => this.#describe(highlight));
    this.#caret = new Caret(document, this.#text, lede);
    this.#listen();
    this.#marks.page = this;
    this.#marks.arrive();
  }

  /** Lets go of the document. */
  leave(): void {
    if (this.#marks.page === this) this.#marks.page = null;
    this.#marks.selected = null;
    this.#marks.caret = false;
  }

  /** Shows these highlights, in every colour they have. */
  show(list: readonly Highlight[]): void {
    this.#list = list;
    this.#painter.paint(list);
    this.#signs.show(list);
  }

  /** Makes one highlight stand out. */
  point(id: number | null): void {
    this.#painter.point(this.#list.find((highlight) => highlight.id === id) ?? null);
  }

  /** Follows a change of width, type or pictures. */
  layout(): void {
    this.#signs.place(this.#list);
    this.#caret.draw();
    this.#follow();
  }

  boxOf(id: number): Box | null {
    const place = this.#list.find((highlight) => highlight.id === id)?.place;
    const range = place && this.#text.range(place);
    const lines = range ? [...range.getClientRects()].filter(({ width }) => width > 0) : [];
    const height = this.#document.documentElement.clientHeight;
    const seen = lines.filter(({ top, bottom }) => bottom > 0 && top < height);
    return this.#inWindow(seen.at(-1));
  }

  room(): Box | null {
    return this.#document.defaultView?.frameElement?.getBoundingClientRect() ?? null;
  }

  reveal(id: number): void {
    const place = this.#list.find((highlight) => highlight.id === id)?.place;
    const range = place && this.#text.range(place);
    if (range) reveal(range);
  }

  /** Gives the keyboard's focus back to the sign of a highlight, if it came from there. */
  focus(id: number): void {
    this.#signs.of(id)?.focus({ preventScroll: true });
  }

  deselect(): void {
    const selection = this.#document.getSelection();
    // A caret in the text stays where selecting ended.
    if (this.#marks.caret && selection?.focusNode) selection.collapse(selection.focusNode, selection.focusOffset);
    else selection?.removeAllRanges();
  }

  toggleCaret(): void {
    this.#caret.toggle();
  }

  #listen(): void {
    const on = <K extends keyof DocumentEventMap>(type: K, listener: (event: DocumentEventMap[K]) => void): void =>
      this.#document.addEventListener(type, listener);
    on("pointerdown", () => this.#press());
    for (const type of ["pointerup", "pointercancel"] as const) on(type, () => this.#release());
    on("selectionchange", () => this.#select());
    on("click", (event) => this.#click(event));
    on("pointermove", (event) => this.#hover(event));
    on("focusin", (event) => this.#focus(event.target));
    on("scroll", () => this.#follow());
    this.#document.documentElement.addEventListener("pointerleave", () => (this.#marks.hovered = null));
    // Before the window's own shortcuts: some keys mean something else while text is selected.
    this.#document.addEventListener("keydown", (event) => this.#keydown(event), { capture: true });
  }

  #press(): void {
    this.#held = true;
    this.#marks.selected = null;
    this.#marks.card = null;
    this.#marks.current = null;
    if (this.#marks.caret) this.#caret.toggle();
  }

  #release(): void {
    this.#held = false;
    // The selection is what the click made of it only after the event.
    requestAnimationFrame(() => this.#select());
  }

  /** Offers the menu for what is selected. */
  #select(): void {
    if (this.#held) return;
    const selection = this.#document.getSelection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    const span = range && !range.collapsed ? this.#text.spanOf(range) : null;
    if (!selection || !span) return void (this.#marks.selected = null);
    const backward = isBackward(selection);
    const lines = [...(this.#text.range(span)?.getClientRects() ?? [])].filter(({ width }) => width > 0);
    const box = this.#inWindow(backward ? lines[0] : lines.at(-1));
    if (!box) return;
    this.#marks.selected = { span, quote: this.#text.slice(span), box, side: backward ? "above" : "below" };
  }

  /** Keeps what stands beside a line beside it. */
  #follow(): void {
    const { marks } = this.#lede;
    if (marks.selected) this.#select();
    if (!marks.card) return;
    const box = this.boxOf(marks.card.id);
    if (box) marks.card = { ...marks.card, box };
  }

  #keydown(event: KeyboardEvent): void {
    const sign = Signs.idOf(event.target);
    const taken =
      (sign !== null && (event.key === "Delete" || event.key === "Backspace") && this.#remove(sign)) ||
      this.#lede.marking.key(event) ||
      this.#caret.keydown(event);
    if (!taken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #remove(id: number): boolean {
    void this.#marks.remove([id]);
    return true;
  }

  #click(event: MouseEvent): void {
    const sign = Signs.idOf(event.target);
    if (sign !== null) return this.#open(sign, "card");
    if ((event.target as Element | null)?.closest?.("a[href], button, summary")) return;
    if (!(this.#document.getSelection()?.isCollapsed ?? true)) return;
    const id = this.#under(event);
    if (id !== null) this.#open(id, null);
  }

  #open(id: number, begin: "card" | null): void {
    this.#marks.current = id;
    this.#marks.open(id, begin);
  }

  #hover(event: PointerEvent): void {
    if (this.#held || event.pointerType === "touch" || this.#list.length === 0) return;
    const id = Signs.idOf(event.target) ?? this.#under(event);
    this.#document.documentElement.classList.toggle("on-highlight", id !== null);
    this.#marks.hovered = id;
  }

  #focus(target: EventTarget | null): void {
    const id = Signs.idOf(target);
    if (id !== null) this.#marks.point(id);
  }

  /** The highlight under the pointer: only where its letters are, not in the white beside them. */
  #under({ clientX, clientY }: MouseEvent): number | null {
    const caret = this.#document.caretRangeFromPoint(clientX, clientY);
    if (!caret) return null;
    const after = this.#text.positionOf(caret.startContainer, caret.startOffset);
    const at = [after, after - 1].find((position) => this.#isAt(position, clientX, clientY));
    return at === undefined ? null : (highlightAt(this.#list, at)?.id ?? null);
  }

  #isAt(position: number, x: number, y: number): boolean {
    const lines = this.#text.range({ start: position, end: position + 1 })?.getClientRects() ?? [];
    return [...lines].some(({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom);
  }

  #describe(highlight: Highlight): string {
    return this.#lede.marking.describe(highlight);
  }

  #inWindow(box: Box | undefined): Box | null {
    const frame = this.room();
    if (!box || !frame) return null;
    return {
      left: box.left + frame.left,
      right: box.right + frame.left,
      top: box.top + frame.top,
      bottom: box.bottom + frame.top,
    };
  }
}

function isBackward({ anchorNode, anchorOffset, focusNode, focusOffset }: Selection): boolean {
  if (!anchorNode || !focusNode) return false;
  if (anchorNode === focusNode) return focusOffset < anchorOffset;
  return (anchorNode.compareDocumentPosition(focusNode) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
}
