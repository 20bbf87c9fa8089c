import type { Article, Highlight } from "../api";
import { TextPlaces } from "../utils/places";
import { ReadingText } from "../utils/readingText";
import { keyOf } from "../utils/repairs";
import type { Input } from "./input";
import type { Lede } from "./lede.svelte";
import { Linker } from "./linker";
import { Marker } from "./marker";
import { Seeker } from "./seeker";

/** How the text looks. */
export interface Dress {
  theme: string;
  font: string;
  size: number;
  width: number;
  leading: number;
  /** Whether boxes that point to other stories are "shown" or "hidden". */
  inserts: string;
}

const DWELL_MS = 1500;
/** A position from which on an article counts as finished, so that it opens at its beginning again. */
const FINISHED = 0.98;
const END_MARGIN = 24;

/** The document in the reader's frame, from outside: it runs no scripts of its own. */
export class FramedDocument {
  /** Whether the document is there and dressed. */
  ready = $state(false);

  readonly #lede: Lede;
  readonly #input: Input;
  #document: Document | null = null;
  #dress: Dress | null = null;
  #article: { id: number; url: string } | null = null;
  #places: TextPlaces | null = null;
  #marker: Marker | null = null;
  #linker: Linker | null = null;
  #seeker: Seeker | null = null;
  /** Share of the text above the first line in the window, from 0 to 1. */
  #position = 0;
  /** How far below the window's top that line stands, in CSS pixels: a tall picture may stand above it. */
  #below = 0;
  /** Where the document was scrolled to last, by us or by the person. */
  #scrolledTo = 0;
  #observer: ResizeObserver | null = null;
  #dwell: ReturnType<typeof setTimeout> | undefined;

  constructor(lede: Lede, input: Input) {
    this.#lede = lede;
    this.#input = input;
    lede.reader.scroll = (pages) => this.#scroll(pages);
  }

  /** Takes over a document that has loaded. */
  enter(document: Document | null, article: Article): void {
    this.leave();
    if (!document?.body) return;
    this.#document = document;
    this.#article = { id: article.id, url: article.url };
    const body = document.querySelector("article > .body");
    this.#places = body && new TextPlaces(body);
    const text = body && new ReadingText(body);
    this.#marker = body && text && new Marker(document, body, text, this.#lede);
    this.#linker = body && new Linker(document, body, this.#lede);
    this.#seeker = text && new Seeker(document, text, this.#lede.find);
    this.#position = article.position < FINISHED ? article.position : 0;
    // The beginning is the title's, not the first line's.
    this.#below = this.#position > 0 ? 0 : Infinity;
    this.#applyDress();
    this.#listen(document);
    this.#place();
    this.#observe(document);
    this.#greet(article);
    this.ready = true;
  }

  /** Lets go of the document. */
  leave(): void {
    clearTimeout(this.#dwell);
    this.#observer?.disconnect();
    this.#document = null;
    this.#marker?.leave();
    this.#marker = null;
    this.#linker?.leave();
    this.#linker = null;
    this.#seeker?.leave();
    this.#seeker = null;
    this.#lede.reader.target = null;
    this.ready = false;
  }

  /** Changes how the text looks, in place. */
  dress(dress: Dress): void {
    this.#dress = dress;
    this.#applyDress();
  }

  /** Shows which links lead to saved articles. */
  link(): void {
    this.#linker?.show();
  }

  /** Shows these highlights. */
  mark(list: readonly Highlight[]): void {
    this.#marker?.show(list);
  }

  /** Makes one highlight stand out. */
  point(id: number | null): void {
    this.#marker?.point(id);
  }

  #applyDress(): void {
    const root = this.#document?.documentElement;
    if (!root || !this.#dress) return;
    const { theme, font, size, width, leading, inserts } = this.#dress;
    if (theme === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme;
    root.dataset["font"] = font;
    root.dataset["inserts"] = inserts;
    root.style.setProperty("--size", String(size));
    root.style.setProperty("--width", String(width));
    root.style.setProperty("--leading", String(leading));
  }

  #listen(document: Document): void {
    document.addEventListener("keydown", this.#input.keydown);
    document.addEventListener("paste", this.#input.paste);
    document.addEventListener("dragenter", (event) => this.#lede.dragEntered(event));
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("auxclick", (event) => this.#click(event));
    document.addEventListener("contextmenu", (event) => this.#menu(event));
    document.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    for (const type of ["mouseover", "focusin"]) document.addEventListener(type, (event) => this.#point(event.target));
    for (const type of ["mouseout", "focusout"]) document.addEventListener(type, () => this.#point(null));
    // A click in the frame is a click outside of what lies open over the window.
    document.addEventListener("pointerdown", () => {
      this.#lede.typography = false;
      this.#lede.blockMenu = null;
      this.#lede.links.menu = null;
      this.#lede.queue.toggle(false);
    });
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element | null;
    if (target?.closest("[data-retry]") && this.#article) {
      void this.#lede.attempt(this.#lede.queue.retryPictures(this.#article.id));
    }
    const link = target?.closest<HTMLAnchorElement>("a[href]");
    if (!link || event.button === 2) return;
    event.preventDefault();
    const place = link.getAttribute("href")?.match(/^#(.+)/)?.[1];
    if (place === undefined) this.#linker?.follow(link, event);
    else this.#document?.getElementById(decodeURIComponent(place))?.scrollIntoView();
  }

  /** Opens the menu of the block that was pointed at; links and what is selected have the system's own. */
  #menu(event: MouseEvent): void {
    const document = this.#document;
    const body = document?.querySelector("article > .body");
    const selected = document?.getSelection();
    // A key opens the menu where the caret is.
    const target = event.target as Element | null;
    const at = target?.closest?.(".body") ? target : (selected?.anchorNode ?? null);
    if (target && this.#linker?.menu(target, event)) return;
    if (!document || !body || !at || target?.closest?.("a[href]") || selected?.isCollapsed === false) return;
    const blocks = [...body.children];
    const block = blocks.find((child) => child.contains(at));
    if (!block) return;
    event.preventDefault();
    const key = keyOf(block);
    const nth = blocks.filter((other) => keyOf(other) === key).indexOf(block);
    const frame = document.defaultView?.frameElement?.getBoundingClientRect();
    this.#lede.blockMenu = { x: (frame?.x ?? 0) + event.clientX, y: (frame?.y ?? 0) + event.clientY, key, nth };
  }

  #point(target: EventTarget | null): void {
    const link = (target as Element | null)?.closest?.<HTMLAnchorElement>("a[href]");
    const inside = link?.getAttribute("href")?.startsWith("#") ?? true;
    this.#lede.reader.target = link && !inside ? link.href : null;
  }

  /** A page less two lines, so that the eye finds its place again. */
  #scroll(pages: number): void {
    const root = this.#document?.documentElement;
    if (!root) return;
    root.scrollTop += pages * (root.clientHeight - 2 * lineHeight(root));
  }

  #place(): void {
    const root = this.#document?.documentElement;
    const top = this.#places?.topOf(this.#position) ?? null;
    if (!root || top === null) return;
    root.scrollTop = Math.max(0, root.scrollTop + top - this.#below);
    this.#scrolledTo = root.scrollTop;
  }

  /** Keeps the place in the text when the width, the type or a late picture changes its height. */
  #observe(document: Document): void {
    let [width, height] = [0, 0];
    this.#observer = new ResizeObserver(() => {
      const { clientWidth, scrollHeight } = document.documentElement;
      if (clientWidth === width && scrollHeight === height) return;
      [width, height] = [clientWidth, scrollHeight];
      this.#place();
      this.#marker?.layout();
    });
    this.#observer.observe(document.documentElement);
    this.#observer.observe(document.body);
  }

  #scrolled(): void {
    const root = this.#document?.documentElement;
    if (!root || !this.#article || !this.#places) return;
    // Less than a pixel: this is the place we put it at ourselves.
    if (Math.abs(root.scrollTop - this.#scrolledTo) < 1) return;
    this.#scrolledTo = root.scrollTop;
    // A line counts as seen while its greater part is.
    this.#position = this.#places.below(lineHeight(root) / 2);
    this.#below = this.#places.topOf(this.#position) ?? 0;
    this.#lede.reader.moved(this.#article.id, this.#endSeen() ? 1 : this.#position);
  }

  #endSeen(): boolean {
    const body = this.#document?.querySelector("article > .body");
    const height = this.#document?.documentElement.clientHeight ?? 0;
    return body ? body.getBoundingClientRect().bottom <= height + END_MARGIN : false;
  }

  /** An article counts as begun when it stays open for a moment; a short one is then read. */
  #greet(article: Article): void {
    if (article.state !== "unread" || article.trashed) return;
    this.#dwell = setTimeout(() => {
      this.#lede.reader.moved(article.id, this.#endSeen() ? 1 : this.#position);
    }, DWELL_MS);
  }
}

function lineHeight(element: Element): number {
  return Number.parseFloat(getComputedStyle(element).lineHeight) || 0;
}
