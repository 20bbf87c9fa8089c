import type { Highlight } from "../api";
import { isPlaced, type Placed } from "./marks";
import type { ReadingText } from "./readingText";

/** Blocks that a sign may stand in without changing how they look or read. */
const HOMES = "p, li, td, th, dd, dt, blockquote, figcaption, caption, pre, h2, h3, h4, h5, h6, details, .body";
const STEP_EM = 0.75;

/**
 * A small button in the margin for every highlight, in the article's reading order: the way to it by keyboard, and
 * the mark of a note. It stands in the block in which its highlight begins.
 */
export class Signs {
  readonly #root: Element;
  readonly #text: ReadingText;
  readonly #label: (highlight: Highlight) => string;
  #signs = new Map<number, HTMLButtonElement>();

  constructor(root: Element, text: ReadingText, label: (highlight: Highlight) => string) {
    this.#root = root;
    this.#text = text;
    this.#label = label;
  }

  /** Makes the signs those of `list`; a sign that stays keeps the focus. */
  show(list: readonly Highlight[]): void {
    const placed = list.filter(isPlaced);
    const ids = new Set(placed.map(({ id }) => id));
    for (const [id, sign] of this.#signs) {
      if (!ids.has(id)) this.#remove(id, sign);
    }
    for (const highlight of placed) this.#update(highlight);
    this.place(placed);
  }

  /** Puts every sign beside the line in which its highlight begins. */
  place(list: readonly Highlight[]): void {
    const edge = this.#root.getBoundingClientRect();
    const taken = new Map<number, number>();
    for (const { id, place } of list.filter(isPlaced)) {
      const sign = this.#signs.get(id);
      const line = this.#text.range({ start: place.start, end: place.start + 1 })?.getClientRects()[0];
      if (!sign || !line) continue;
      const top = Math.round(line.top + line.height / 2 - edge.top);
      const before = taken.get(top) ?? 0;
      taken.set(top, before + 1);
      sign.style.setProperty("--top", `${top}px`);
      sign.style.setProperty("--beside", `${before * STEP_EM}em`);
    }
  }

  /** The sign of a highlight. */
  of(id: number): HTMLButtonElement | null {
    return this.#signs.get(id) ?? null;
  }

  /** The highlight whose sign `target` is. */
  static idOf(target: EventTarget | null): number | null {
    const sign = (target as Element | null)?.closest?.<HTMLElement>("[data-mark]");
    return sign ? Number(sign.dataset["mark"]) : null;
  }

  #remove(id: number, sign: HTMLButtonElement): void {
    sign.remove();
    this.#signs.delete(id);
  }

  #update(highlight: Placed): void {
    const sign = this.#signs.get(highlight.id) ?? this.#make(highlight);
    if (!sign) return;
    sign.dataset["color"] = highlight.color;
    sign.toggleAttribute("data-noted", Boolean(highlight.note));
    sign.setAttribute("aria-label", this.#label(highlight));
  }

  #make({ id, place }: Placed): HTMLButtonElement | null {
    const first = this.#text.range({ start: place.start, end: place.start + 1 })?.startContainer.parentElement;
    const home = first?.closest(HOMES);
    if (!home) return null;
    const sign = home.ownerDocument.createElement("button");
    sign.type = "button";
    sign.className = "sign";
    sign.dataset["ledeUi"] = "";
    sign.dataset["mark"] = String(id);
    sign.setAttribute("aria-haspopup", "dialog");
    home.append(sign);
    this.#signs.set(id, sign);
    return sign;
  }
}
