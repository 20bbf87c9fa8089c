import type { Article, PageBlock, PageBlocks, RepairPreview, Repairs } from "../api";
import { NO_FIELDS } from "../utils/repairs";

/** The page of a sample article: a line that is left out, and its blocks. */
export function samplePage(article: Article, repairs: Repairs | undefined): PageBlocks {
  const { body } = new DOMParser().parseFromString(article.html, "text/html");
  const own = [...body.children].map((element) => element.outerHTML);
  const all = ["<p>Sign up for our newsletter</p>", ...own];
  const kept = repairs ?? { removed: [], restored: [], fields: NO_FIELDS };
  const blocks = all.map((html, number): PageBlock => {
    const text = new DOMParser().parseFromString(html, "text/html").body.textContent?.slice(0, 120) ?? "";
    const mark = {
      tag: "p",
      text,
      hash: `${number}`,
      before: null,
      after: null,
      at: number,
      of: all.length,
      sketch: [],
    };
    const is = (marks: Repairs["removed"]): boolean => marks.some((other) => other.at === number);
    return {
      number,
      within: null,
      page: 1,
      tag: "p",
      text,
      words: text.split(" ").length,
      html,
      kept: number > 0,
      shown: is(kept.restored) || (number > 0 && !is(kept.removed)),
      reason: number > 0 ? { by: "odds", probability: 0.93 } : { by: "tidied" },
      mark,
    };
  });
  const { title, authors, site, published, language } = article;
  const said = {
    title,
    authors,
    site,
    published,
    language,
    direction: article.direction === "rtl" ? "rtl" : "ltr",
  } as const;
  return { blocks, left_off: 0, said, repairs: kept, unmatched: [] };
}

/** What corrections make of a sample article. */
export function sampleRepaired(article: Article, repairs: Repairs): RepairPreview {
  const { blocks, said } = samplePage(article, repairs);
  const { fields } = repairs;
  return {
    ...said,
    title: fields.title ?? said.title,
    authors: fields.authors ?? said.authors,
    html: blocks
      .filter((block) => block.shown)
      .map((block) => block.html)
      .join(""),
    words: article.words,
    unmatched: [],
  };
}
