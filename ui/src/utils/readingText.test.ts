import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { ReadingText } from "./readingText";

const FIXTURES = JSON.parse(readFileSync("../tests/reading-text.json", "utf8")) as {
  name: string;
  html: string;
  text: string;
}[];

function read(html: string): { body: HTMLElement; reading: ReadingText } {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return { body, reading: new ReadingText(body) };
}

describe("the reading text", () => {
  it.each(FIXTURES)("is what the library reads: $name", ({ html, text }) => {
    const { reading } = read(html);
    expect(reading.text).toBe(text);
    expect(reading.length).toBe([...text].length);
  });

  it("leaves out what the reader adds", () => {
    const added = `<p>A map. <span data-lede-ui>This picture is missing <button>Try again</button></span> It ends.</p>`;
    expect(read(added).reading.text).toBe("A map. It ends.");
  });
});

describe("ranges of the document", () => {
  it("lead to code points and back, whatever they cross", () => {
    for (const { html } of FIXTURES) {
      const { reading } = read(html);
      for (const [start, end] of spans(reading.length)) {
        const span = reading.trimmed({ start, end });
        const range = span && reading.range(span);
        if (!span || !range) continue;
        expect(reading.spanOf(range)).toEqual(span);
        const painted = reading.pieces(span).map(String).join("");
        expect(painted.replace(/\s/g, "")).toBe(reading.slice(span).replace(/\s/g, ""));
      }
    }
  });

  it("may begin and end at elements", () => {
    const { body, reading } = read("<h2>Head</h2><p>One <b>two</b> 𝄞.</p><ul><li>three</li></ul>");
    const range = body.ownerDocument.createRange();
    range.selectNodeContents(body);
    expect(reading.spanOf(range)).toEqual({ start: 0, end: 21 });
    const [, paragraph, list] = body.children as unknown as [Element, Element, Element];
    range.selectNode(paragraph);
    expect(reading.slice(reading.spanOf(range) ?? { start: 0, end: 0 })).toBe("One two 𝄞.");
    range.setStart(paragraph, 1);
    range.setEnd(list, 0);
    expect(reading.slice(reading.spanOf(range) ?? { start: 0, end: 0 })).toBe("two 𝄞.");
    range.setStart(list, 1);
    range.collapse(true);
    expect(reading.spanOf(range)).toBeNull();
  });

  it("are cut to the text, without white space at their ends", () => {
    const { body, reading } = read(`<p>one <b>two </b></p><div data-lede-ui>not read</div><p> three</p>`);
    const range = body.ownerDocument.createRange();
    range.setStart(body.querySelector("p")?.firstChild as Text, 3);
    range.setEnd(body.querySelector("div")?.firstChild as Text, 4);
    const span = reading.spanOf(range);
    expect(span && reading.slice(span)).toBe("two");
    expect(reading.trimmed({ start: 7, end: 8 })).toBeNull();
    expect(reading.pieces({ start: 0, end: 99 }).map(String)).toEqual(["one ", "two", "three"]);
  });
});

/** Every start with a few lengths. */
function spans(length: number): [number, number][] {
  const starts = Array.from({ length }, (_, start) => start);
  return starts.flatMap((start) => [1, 3, 17].map((size): [number, number] => [start, Math.min(length, start + size)]));
}
