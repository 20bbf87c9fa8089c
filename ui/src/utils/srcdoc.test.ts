import { describe, expect, it } from "vitest";

import { buildDocument, prepareBody, type ReaderDocument } from "./srcdoc";

const text = {
  direction: "ltr" as const,
  missing: "Picture missing",
  reason: (reason: string) => `because ${reason}`,
  retry: "Retry",
  table: "Table",
  original: "Original",
};
const hash = "a".repeat(64);
const article: ReaderDocument = {
  title: "Title",
  language: "en",
  direction: "ltr",
  kicker: "Site",
  byline: "By someone",
  details: ["1 June 2018", ""],
  url: "https://example.org/story",
  html: "<p>Text</p>",
  css: "p{}",
  fontOrigin: "tauri://localhost",
  text,
};
const parse = (html: string) => new DOMParser().parseFromString(html, "text/html");
const body = (html: string) => parse(prepareBody(html, text)).body;

describe("buildDocument", () => {
  it("puts the policy before everything else", () => {
    const html = buildDocument(article);
    expect(html).toMatch(
      /^<!doctype html><html lang="en" dir="ltr"><head><meta http-equiv="Content-Security-Policy" content="script-src 'none'; default-src 'none';/,
    );
    expect(parse(html).head.firstElementChild?.getAttribute("content")).toContain("font-src tauri://localhost");
  });

  it("has its details read in the direction of the window's language", () => {
    const persian = parse(buildDocument({ ...article, language: "fa", direction: "rtl" }));
    expect(persian.documentElement.dir).toBe("rtl");
    expect(persian.querySelector<HTMLElement>(".details")?.dir).toBe("ltr");
  });

  it("keeps hostile metadata text", () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
    const document = parse(
      buildDocument({
        ...article,
        title: `</title>${hostile}`,
        kicker: hostile,
        byline: hostile,
        details: [hostile],
        language: `en" onload="alert(1)`,
        direction: `rtl" onload="alert(1)`,
        url: `javascript:alert(1)//https://`,
      }),
    );
    expect(document.querySelectorAll("script, img, a")).toHaveLength(0);
    expect(document.documentElement.getAttributeNames()).toEqual(["dir"]);
    expect(document.querySelector("h1")?.textContent).toBe(`</title>${hostile}`);
  });

  it("leaves out an empty byline and empty details", () => {
    const document = parse(buildDocument({ ...article, byline: "" }));
    expect(document.querySelector(".byline")).toBeNull();
    expect(document.querySelector(".details")?.children).toHaveLength(2);
  });
});

describe("prepareBody", () => {
  it("gives kept pictures their address", () => {
    const image = body(`<figure><img src="asset:${hash}" alt="A boat"></figure>`).querySelector("img");
    expect(image?.getAttribute("src")).toBe(`archive://localhost/${hash}`);
  });

  it.each([
    `<img data-missing="too-large" data-url="https://example.org/a.jpg">`,
    `<img src="https://example.org/a.jpg" data-missing="too-large">`,
    `<img src="asset:../../etc/passwd" data-missing="too-large">`,
    `<img src="data:image/png;base64,AAAA" data-missing="too-large">`,
  ])("shows %s as missing, with a retry", (html) => {
    const result = body(html);
    expect(result.querySelector("img")).toBeNull();
    expect(result.querySelector(".missing")?.textContent).toBe("Picture missingbecause too-largeRetry");
    expect(result.querySelector("button[data-retry]")).not.toBeNull();
  });

  it("is not led astray by names that stand for a document's own properties, nor by marks of the reader's own", () => {
    const named = `<img name="body"><img name="querySelectorAll"><p data-lede-ui data-mark="1">The words stay.</p>`;
    const result = body(named);
    expect(result.textContent).toContain("The words stay.");
    expect(result.querySelector("[name], [data-mark], p[data-lede-ui]")).toBeNull();
  });

  it("writes a formula whose picture is missing", () => {
    const result = body(`<p>is <img class="formula" alt="T=2\\pi" data-missing="status">.</p>`);
    expect(result.querySelector("p")?.innerHTML).toBe(`is <code data-lede-ui="">T=2\\pi</code>.`);
  });

  it("shows the description of a missing picture as text", () => {
    const result = body(`<img alt="<b>x</b>" data-missing="status">`);
    expect(result.querySelector(".missing-title")?.textContent).toBe("<b>x</b>");
    expect(result.querySelector("b")).toBeNull();
  });

  it("removes whatever could run, load or lead astray", () => {
    const result = body(
      `<script>x</script><link rel="preconnect" href="//a"><meta http-equiv="refresh" content="0;url=//a"><base href="//a">` +
        `<p onclick="x" style="background:url(//a)">text</p><a href="javascript:x" ping="//a" target="_top">a</a>` +
        `<iframe src="//a"></iframe><svg><script>x</script></svg><form action="//a"><input></form><img srcset="//a 2x" src="asset:${hash}">`,
    );
    expect(result.querySelectorAll("script, link, meta, base, iframe, form")).toHaveLength(0);
    expect(result.innerHTML).not.toMatch(/onclick|style=|javascript|ping|target|srcset/);
  });

  it("keeps links to the web, to mail and within the article", () => {
    const result = body(`<a href="https://a.example">a</a><a href="mailto:a@b.example">b</a><a href="#note">c</a>`);
    expect(result.querySelectorAll("a[href]")).toHaveLength(3);
  });

  it("lets a wide table scroll in a box that the keyboard reaches, nested ones not", () => {
    const result = body(`<table><caption>Votes</caption><tr><td><table><tr><td>1</td></tr></table></td></tr></table>`);
    const boxes = result.querySelectorAll("div.table");
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.getAttribute("aria-label")).toBe("Votes");
    expect(boxes[0]?.getAttribute("tabindex")).toBe("0");
  });

  it("finds the direction of a block through its paragraphs", () => {
    const result = body(
      `<blockquote dir="auto"><p dir="auto">«سلام» he said</p></blockquote><ul dir="auto"><li dir="auto">12 boats</li></ul>` +
        `<div dir="auto"><p dir="auto">123</p></div>`,
    );
    const directions = ["blockquote", "ul", "div"].map((name) => result.querySelector(name)?.getAttribute("dir"));
    expect(directions).toEqual(["rtl", "ltr", null]);
    expect(result.querySelector("p")?.getAttribute("dir")).toBe("auto");
  });
});
