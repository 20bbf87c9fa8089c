import { beforeEach, expect, it, vi } from "vitest";

import { TextPlaces } from "./places";

const LINE = 20;
let columns = 40;
/** How far the text is scrolled up, in pixels. */
let scrolled = 0;

/** Lines of a text node, as wide as `columns` letters; what is hidden or blank has none. */
function linesOf(node: Text, end = node.length): number {
  return node.parentElement?.hidden || !/\S/.test(node.data) ? 0 : Math.ceil(end / columns);
}

/** Where a text node begins when each stands in a block of its own. */
function topOf(node: Text): number {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let top = -scrolled;
  while (walker.nextNode() && walker.currentNode !== node) top += linesOf(walker.currentNode as Text) * LINE;
  return top;
}

function rectsOf(range: Range): DOMRect[] {
  const node = range.startContainer as Text;
  const lines = Array.from({ length: linesOf(node, range.endOffset) });
  return lines.map((_, line) => new DOMRect(0, topOf(node) + line * LINE, 100, LINE));
}

beforeEach(() => {
  vi.stubGlobal(
    "DOMRect",
    class {
      constructor(
        readonly left: number,
        readonly top: number,
        readonly width: number,
        readonly height: number,
      ) {}
      get bottom(): number {
        return this.top + this.height;
      }
    },
  );
  // jsdom lays nothing out: letters of one width, blocks below one another.
  Range.prototype.getClientRects = function () {
    return rectsOf(this) as unknown as DOMRectList;
  };
  Range.prototype.getBoundingClientRect = function () {
    const rects = rectsOf(this);
    const top = rects[0]?.top ?? 0;
    return new DOMRect(0, top, 100, rects.length * LINE);
  };
  [columns, scrolled] = [40, 0];
});

function article(html: string): TextPlaces {
  document.body.innerHTML = html;
  return new TextPlaces(document.body);
}

const PARAGRAPHS = Array.from({ length: 9 }, (_, n) => `<p>${String(n).repeat(150 + n * 70)}</p>`).join("");

it("finds the first line below an edge, wherever it is", () => {
  const places = article(PARAGRAPHS);
  for (let edge = 0; edge < 1400; edge += 7) {
    const top = places.topOf(places.below(edge));
    expect(top, `edge ${edge}`).toBe(Math.floor(edge / LINE) * LINE);
  }
});

it("keeps a place at another width, in the line that holds the same letters", () => {
  const places = article(PARAGRAPHS);
  const length = document.body.textContent.length;
  for (const edge of [0, 130, 777, 1300]) {
    columns = 40;
    const place = places.below(edge);
    for (columns of [12, 40, 55]) {
      const letter = Math.round(place * length);
      const top = places.topOf(place) ?? NaN;
      // Scrolled there, the line is the first on the screen, and the letter stands in it.
      scrolled = top;
      const first = Math.round(places.below(0) * length);
      expect(first).toBeLessThanOrEqual(letter);
      expect(letter - first).toBeLessThan(columns);
      scrolled = 0;
    }
  }
});

it("passes over what is not laid out", () => {
  const places = article(`<p>${"a".repeat(80)}</p><p hidden>${"b".repeat(500)}</p>   <p>${"c".repeat(80)}</p>`);
  expect(places.topOf(places.below(45))).toBe(40);
});

it("is at the beginning where there is no text, and nowhere at all in the layout", () => {
  const places = article("<img>  ");
  expect(places.below(100)).toBe(0);
  expect(places.topOf(0.5)).toBeNull();
});
