import { describe, expect, it } from "vitest";

import { citation, quoted } from "./citation";

const HARBOUR = {
  title: "The harbour that learned to wait",
  authors: ["Marta Lindqvist", "Owen Achterberg"],
  site: "The Meridian",
  published: "2026-11-21T23:30:00+01:00",
  url: "https://meridian.example/harbour-waits",
  language: "en-GB",
  direction: "ltr",
};

describe("a citation", () => {
  it("names authors, title, site and the day it was published there", () => {
    expect(citation("We used to sell speed.", HARBOUR)).toBe(
      "“We used to sell speed.”\n" +
        "— Marta Lindqvist and Owen Achterberg, “The harbour that learned to wait”, The Meridian, 21 November 2026\n" +
        "https://meridian.example/harbour-waits",
    );
  });

  it("leaves out what is not known", () => {
    const bare = { ...HARBOUR, authors: [], site: null, published: null, language: "no such language" };
    expect(citation("Speed.", bare)).toBe(
      "“Speed.”\n— “The harbour that learned to wait”\nhttps://meridian.example/harbour-waits",
    );
  });

  it("reads from the right when the article does, also where it begins with a Latin word", () => {
    const library = {
      ...HARBOUR,
      title: "کتابخانه‌ای که شب‌ها نمی‌خوابد",
      authors: ["نازنین فروزان"],
      site: "Khabar",
      published: "2026-11-20",
      language: "fa",
      direction: "rtl",
    };
    expect(citation("Koha نرم‌افزار است", library)).toBe(
      "\u200f«Koha نرم‌افزار است»\n" +
        "— نازنین فروزان، «کتابخانه‌ای که شب‌ها نمی‌خوابد»، \u2068Khabar\u2069، ۲۹ آبان ۱۴۰۵\n" +
        "https://meridian.example/harbour-waits",
    );
  });
});

describe("quotation marks", () => {
  it("are those of the language", () => {
    expect(quoted("慢车看的是人", "zh-CN")).toBe("“慢车看的是人”");
    expect(quoted("Guten Tag", "de")).toBe("„Guten Tag“");
    expect(quoted("Hello", null)).toBe("“Hello”");
  });
});
