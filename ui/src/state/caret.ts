import { firstOf } from "../utils/firstOf";
import { keyName } from "../utils/keys";
import type { ReadingText } from "../utils/readingText";
import type { Lede } from "./lede.svelte";

type Motion = readonly ["forward" | "backward" | "left" | "right", string];

/** How each key moves the caret: as in text fields, and by the letters of vi. */
const MOTIONS: Record<string, Motion> = {
  ArrowRight: ["right", "character"],
  ArrowLeft: ["left", "character"],
  ArrowDown: ["forward", "line"],
  ArrowUp: ["backward", "line"],
  "Ctrl+ArrowRight": ["right", "word"],
  "Ctrl+ArrowLeft": ["left", "word"],
  "Alt+ArrowRight": ["right", "word"],
  "Alt+ArrowLeft": ["left", "word"],
  "Ctrl+ArrowDown": ["forward", "paragraph"],
  "Ctrl+ArrowUp": ["backward", "paragraph"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
  "Ctrl+Home": ["backward", "documentboundary"],
  "Ctrl+End": ["forward", "documentboundary"],
  w: ["forward", "word"],
  b: ["backward", "word"],
  ")": ["forward", "sentence"],
  "(": ["backward", "sentence"],
  "}": ["forward", "paragraph"],
  "{": ["backward", "paragraph"],
};
/** Of a longer selection the number of its words is said, not all of them. */
const SAID_IN_FULL = 160;
const TOP_EDGE = 8;

/** A caret in the article that the keys move, so that text is selected without a pointer. */
export class Caret {
  readonly #document: Document;
  readonly #text: ReadingText;
  readonly #lede: Lede;
  #sign: HTMLElement | null = null;
  /** Whether every movement extends the selection, without Shift. */
  #extending = false;

  constructor(document: Document, text: ReadingText, lede: Lede) {
    this.#document = document;
    this.#text = text;
    this.#lede = lede;
  }

  get #on(): boolean {
    return this.#sign !== null;
  }

  /** Begins at what is selected or at the first line in sight, or ends. */
  toggle(): void {
    const { marks, locale } = this.#lede;
    if (this.#on) this.#end();
    else this.#begin();
    marks.caret = this.#on;
    marks.said = locale.t(this.#on ? "marks.caretOn" : "marks.caretOff");
  }

  /** Carries out a key; false when it means nothing here. */
  keydown(event: KeyboardEvent): boolean {
    if (!this.#on) return false;
    const name = keyName(event);
    if (name === "Escape") return this.#escape();
    if (name === "Enter") return this.#confirm();
    if (name === "v") return this.#toggleExtending();
    const motion = MOTIONS[name] ?? MOTIONS[name.replace("Shift+", "")];
    if (!motion) return false;
    this.#move(motion, name.includes("Shift+") || this.#extending);
    return true;
  }

  /** Puts the sign of the caret where it is. */
  draw(): void {
    const root = this.#document.documentElement;
    const line = this.#line();
    if (!this.#sign || !line) return;
    const { style } = this.#sign;
    style.setProperty("left", `${line.left + root.scrollLeft}px`);
    style.setProperty("top", `${line.top + root.scrollTop}px`);
    style.setProperty("height", `${line.height}px`);
  }

  #begin(): void {
    const selection = this.#document.getSelection();
    const first = firstOf(this.#text.length, (at) => (this.#box(at)?.top ?? -1) >= TOP_EDGE);
    const range = this.#text.range({ start: first, end: first + 1 });
    if (!selection || !range) return;
    if (selection.rangeCount === 0 || selection.isCollapsed)
      selection.collapse(range.startContainer, range.startOffset);
    this.#sign = this.#document.createElement("div");
    this.#sign.className = "caret";
    this.#sign.dataset["ledeUi"] = "";
    this.#document.body.append(this.#sign);
    this.draw();
  }

  #end(): void {
    this.#sign?.remove();
    this.#sign = null;
    this.#extending = false;
  }

  #move([direction, by]: Motion, extend: boolean): void {
    const selection = this.#document.getSelection();
    if (!selection?.focusNode) return;
    const { focusNode, focusOffset } = selection;
    modify(selection, extend ? "extend" : "move", direction, by);
    this.#reveal();
    this.draw();
    this.#say(selection, focusNode, focusOffset);
  }

  /** What is selected, or what the caret went over. */
  #say(selection: Selection, node: Node, offset: number): void {
    const { marks, locale } = this.#lede;
    const text = selection.isCollapsed ? this.#between(selection, node, offset) : selection.toString().trim();
    const words = text.split(/\s+/).filter(Boolean).length;
    const said = text.length > SAID_IN_FULL ? locale.t("marks.words", { n: words }) : text;
    marks.said = selection.isCollapsed ? said : locale.t("marks.selected", { text: said });
  }

  #between({ focusNode, focusOffset }: Selection, node: Node, offset: number): string {
    if (!focusNode) return "";
    const range = this.#document.createRange();
    range.setStart(node, offset);
    range.setEnd(node, offset);
    if (range.comparePoint(focusNode, focusOffset) < 0) range.setStart(focusNode, focusOffset);
    else range.setEnd(focusNode, focusOffset);
    return range.toString().trim();
  }

  #escape(): boolean {
    const selection = this.#document.getSelection();
    if (selection?.focusNode && !selection.isCollapsed) selection.collapse(selection.focusNode, selection.focusOffset);
    else this.toggle();
    this.#extending = false;
    return true;
  }

  #confirm(): boolean {
    if (this.#document.getSelection()?.isCollapsed ?? true) return false;
    this.#lede.focus.marks();
    return true;
  }

  #toggleExtending(): boolean {
    this.#extending = !this.#extending;
    this.#lede.marks.said = this.#lede.locale.t(this.#extending ? "marks.extending" : "marks.moving");
    return true;
  }

  #reveal(): void {
    const root = this.#document.documentElement;
    const line = this.#line();
    if (!line) return;
    const margin = Math.min(line.height * 2, root.clientHeight / 4);
    if (line.top < margin) root.scrollTop += line.top - margin;
    else if (line.bottom > root.clientHeight - margin) root.scrollTop += line.bottom - root.clientHeight + margin;
  }

  /** The line at the caret. A place between elements has no box of its own: then the letter after it has. */
  #line(): DOMRect | null {
    const selection = this.#document.getSelection();
    if (!selection?.focusNode) return null;
    const range = this.#document.createRange();
    range.setStart(selection.focusNode, selection.focusOffset);
    const line = range.getClientRects()[0];
    return line ?? this.#box(this.#text.positionOf(selection.focusNode, selection.focusOffset));
  }

  #box(at: number): DOMRect | null {
    return this.#text.range({ start: at, end: at + 1 })?.getClientRects()[0] ?? null;
  }
}

/** Moves as the browser does, but from paragraph to paragraph by their beginnings: it would go to the same column. */
function modify(selection: Selection, how: "extend" | "move", direction: Motion[0], by: string): void {
  const before = [selection.focusNode, selection.focusOffset] as const;
  const backward = direction === "backward";
  if (by === "paragraph" && backward) selection.modify(how, "backward", "paragraphboundary");
  const moved = selection.focusNode !== before[0] || selection.focusOffset !== before[1];
  if (by === "paragraph" && backward && moved) return;
  selection.modify(how, direction, by);
  if (by === "paragraph") selection.modify(how, "backward", "paragraphboundary");
}
