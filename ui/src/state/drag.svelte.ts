/** What is dragged within the window. */
export type Cargo =
  | { readonly kind: "articles"; readonly ids: readonly number[] }
  | { readonly kind: "collection"; readonly id: number }
  | { readonly kind: "tag"; readonly id: number };

/** A drag that begins: what is carried, and the words that go with the pointer. */
export interface Load {
  readonly cargo: Cargo;
  readonly text: string;
}

/** A place in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A part of the window that takes cargo. */
export interface Zone {
  /** Shows where `cargo` would land; false when it cannot land here. */
  over(cargo: Cargo, at: Point): boolean;
  /** Shows nothing any more. */
  out(): void;
  drop(cargo: Cargo, at: Point): void;
}

/** Pixels that the pointer must go before a press is a drag and no click. */
const SLOP = 5;
/** Pixels from the edge of a list within which it scrolls, and the most it scrolls in a frame. */
const EDGE = 36;
const FASTEST = 18;

/**
 * Dragging within the window, by pointer events: the web's own drag and drop shows no drop line in lists that scroll
 * away under it, differs from one web view to the next, and is what links from other programs arrive by.
 */
export class Drag {
  /** What is carried now. */
  load = $state.raw<Load | null>(null);
  at = $state.raw<Point>({ x: 0, y: 0 });
  /** Whether what is under the pointer would take it. */
  welcome = $state(false);

  readonly #zones = new WeakMap<Element, Zone>();
  #zone: Zone | null = null;
  #end = new AbortController();
  #frame = 0;

  /** Attaches a zone to an element. */
  zone(zone: Zone): (element: Element) => () => void {
    return (element) => {
      this.#zones.set(element, zone);
      return () => {
        this.#zones.delete(element);
        if (this.#zone === zone) this.#leave();
      };
    };
  }

  /** On a press that may become a drag of what `load` returns then. */
  press(event: PointerEvent, load: () => Load | null): void {
    if (event.button !== 0 || event.shiftKey || event.ctrlKey || event.metaKey) return;
    this.#stop();
    const from = { x: event.clientX, y: event.clientY };
    const { signal } = this.#end;
    const move = (moved: PointerEvent): void => {
      this.at = { x: moved.clientX, y: moved.clientY };
      const far = Math.hypot(this.at.x - from.x, this.at.y - from.y) > SLOP;
      if (!this.load && far && !this.#begin(load(), moved)) this.#stop();
      if (this.load) this.#aim();
    };
    const options = { signal, capture: true };
    window.addEventListener("pointermove", move, options);
    window.addEventListener("pointerup", () => this.#release(), options);
    window.addEventListener("pointercancel", () => this.#stop(), options);
    // The press itself takes the focus from an element; only the window's own loss ends a drag.
    window.addEventListener("blur", (blurred) => blurred.target === window && this.#stop(), options);
    window.addEventListener("keydown", (key) => this.#keydown(key), options);
  }

  #begin(load: Load | null, event: PointerEvent): boolean {
    if (!load) return false;
    this.load = load;
    const root = document.documentElement;
    // The row that was pressed may scroll out of the document, and with it its capture.
    root.setPointerCapture?.(event.pointerId);
    root.dataset["dragging"] = "true";
    getSelection()?.removeAllRanges();
    this.#frame = requestAnimationFrame(this.#scroll);
    return true;
  }

  #release(): void {
    const { load, at } = this;
    const zone = this.welcome ? this.#zone : null;
    if (load) swallowClick();
    this.#stop();
    if (load) zone?.drop(load.cargo, at);
  }

  #keydown(event: KeyboardEvent): void {
    if (!this.load) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") this.#stop();
  }

  #stop(): void {
    this.#end.abort();
    this.#end = new AbortController();
    cancelAnimationFrame(this.#frame);
    this.#leave();
    this.load = null;
    delete document.documentElement.dataset["dragging"];
  }

  #leave(): void {
    this.#zone?.out();
    this.#zone = null;
    this.welcome = false;
  }

  /** Finds the innermost zone under the pointer that takes the cargo. */
  #aim(): void {
    if (!this.load) return;
    const { cargo } = this.load;
    let element = document.elementFromPoint(this.at.x, this.at.y);
    for (; element; element = element.parentElement) {
      const zone = this.#zones.get(element);
      if (!zone) continue;
      if (zone !== this.#zone) this.#leave();
      this.#zone = zone;
      this.welcome = zone.over(cargo, this.at);
      if (this.welcome) return;
    }
    this.#leave();
  }

  /** Scrolls the list whose edge the pointer is at. */
  readonly #scroll = (): void => {
    const { x, y } = this.at;
    const list = scrollerAt(document.elementFromPoint(x, y));
    if (list) {
      const { top, bottom } = list.getBoundingClientRect();
      const depth = y < top + EDGE ? y - (top + EDGE) : y > bottom - EDGE ? y - (bottom - EDGE) : 0;
      const before = list.scrollTop;
      if (depth !== 0) list.scrollTop += Math.max(-1, Math.min(1, depth / EDGE)) * FASTEST;
      if (list.scrollTop !== before) this.#aim();
    }
    this.#frame = requestAnimationFrame(this.#scroll);
  };
}

/** The element around `element` that scrolls up and down. */
export function scrollerAt(element: Element | null): Element | null {
  for (let at = element; at; at = at.parentElement) {
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }));
}
