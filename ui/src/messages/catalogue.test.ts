import { describe, expect, it } from "vitest";

import { LANGUAGES, matchLanguage, render } from "./catalogue";
import type { Catalogue, MessageKey } from "./message";
import { en } from "./en";

const forms = (message: Catalogue[MessageKey]): string[] =>
  typeof message === "string" ? [message] : Object.values(message);
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
const keys = Object.keys(en) as MessageKey[];
const others = Object.entries(LANGUAGES).filter(([tag]) => tag !== "en");

describe.each(others)("the catalogue %s", (tag, { catalogue }) => {
  it("has exactly the sentences English has", () => {
    expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
  });

  it("names the same placeholders", () => {
    for (const key of keys) {
      const wanted = new Set(forms(en[key]).flatMap(placeholders));
      for (const text of forms(catalogue[key])) {
        const found = placeholders(text);
        // A plural's form for one may leave the number out, as English does.
        const allowed = typeof en[key] === "string" ? found.length === wanted.size : found.length <= wanted.size;
        expect(allowed && found.every((name) => wanted.has(name)), `${tag} ${key}: ${text}`).toBe(true);
      }
    }
  });

  it("leaves no sentence empty", () => {
    for (const key of keys) for (const text of forms(catalogue[key])) expect(text.trim(), key).not.toBe("");
  });
});

describe("render", () => {
  it("chooses the plural and writes numbers as the language does", () => {
    expect(render("en", "shelf.count", { n: 1 })).toBe("1 article");
    expect(render("en", "shelf.count", { n: 12345 })).toBe("12,345 articles");
    expect(render("fa", "job.pictures", { done: 3, total: 12 })).toContain("۳");
  });

  it("does not read placeholders inside values", () => {
    expect(render("en", "tags.make", { name: "{name}" })).toBe("New tag “{name}”");
  });
});

describe("matchLanguage", () => {
  it.each([
    [["fa-IR", "en"], "fa"],
    [["de", "FA"], "fa"],
    [["zh"], "en"],
    [[], "en"],
  ])("takes the first known of %j", (wanted, language) => {
    expect(matchLanguage(wanted)).toBe(language);
  });
});
