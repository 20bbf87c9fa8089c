import { describe, expect, it } from "vitest";

import { readableUrl, urlsIn } from "./urls";

describe("urlsIn", () => {
  it.each([
    ["https://example.org/a", ["https://example.org/a"]],
    [
      "https://example.org/a\nhttp://example.org/b  https://example.org/a",
      ["https://example.org/a", "http://example.org/b"],
    ],
    ["(see https://example.org/wiki/Lede_(news)).", ["https://example.org/wiki/Lede_(news)"]],
    ["“https://example.org/x”، و https://خبر.ایران/گزارش؟", ["https://example.org/x", "https://خبر.ایران/گزارش"]],
    ["https://example.org/ahttps://example.org/b", ["https://example.org/a", "https://example.org/b"]],
    [
      "https://web.archive.org/web/2020/https://example.org/",
      ["https://web.archive.org/web/2020/https://example.org/"],
    ],
    ["https://example.org/?u=https://other.example", ["https://example.org/?u=https://other.example"]],
    ["example.org/story", ["https://example.org/story"]],
    ["<https://example.org/mail>", ["https://example.org/mail"]],
    ["HTTPS://EXAMPLE.ORG/Up", ["HTTPS://EXAMPLE.ORG/Up"]],
  ])("finds the addresses in %j", (text, urls) => {
    expect(urlsIn(text)).toEqual(urls);
  });

  it.each(["", "plain words, no address.", "javascript:alert(1)", "file:///etc/passwd", "3.14", "v1.2.3", "https://"])(
    "finds none in %j",
    (text) => {
      expect(urlsIn(text)).toEqual([]);
    },
  );
});

describe("readableUrl", () => {
  it("shows host and readable path", () => {
    expect(readableUrl("https://www.example.org/%D8%AE%D8%A8%D8%B1?x=1")).toBe("example.org/خبر?x=1");
  });

  it("leaves what is no web address as it is", () => {
    for (const text of ["ftp://example.org/story", "mailto:desk@example.org", "not an address"]) {
      expect(readableUrl(text)).toBe(text);
    }
  });

  it("keeps what cannot be decoded, and drops direction overrides", () => {
    expect(readableUrl("https://example.org/%E0%A4%A")).toBe("example.org/%E0%A4%A");
    expect(readableUrl("https://example.org/%E2%80%AEgpj.exe")).toBe("example.org/gpj.exe");
  });
});
