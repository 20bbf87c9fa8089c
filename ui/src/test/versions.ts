import type { Article, ChangeSummary, VersionComparison, VersionSummary } from "../api";

const HOUR = 3_600_000;

/** Counts of a comparison in which nothing differs. */
export const NO_CHANGES: ChangeSummary = {
  title: false,
  byline: false,
  sentences_removed: 0,
  sentences_added: 0,
  sentences_changed: 0,
  sentences_moved: 0,
  paragraphs_moved: 0,
  words_removed: 0,
  words_added: 0,
  pictures_removed: 0,
  pictures_added: 0,
  markup: false,
};

/** The version that an article shows. */
export function sampleVersion(article: Article, change: Partial<VersionSummary> = {}): VersionSummary {
  return {
    version: article.shown,
    fetched: article.fetched,
    created: article.fetched,
    reason: "save",
    repaired: false,
    final_url: article.url,
    status: 200,
    extractor: "lede 0.1.0",
    title: article.title,
    words: article.words,
    bytes: 48_200,
    pictures: 2,
    current: true,
    changed: true,
    before: null,
    changes: null,
    worse: false,
    diagnosis: article.diagnosis,
    ...change,
  };
}

/** An older version of an article, and the newer one that follows it. */
export function twoVersions(article: Article): VersionSummary[] {
  const older = article.shown + 1000;
  const fetched = new Date(Date.parse(article.fetched) - 26 * HOUR).toISOString();
  return [
    sampleVersion(article, {
      reason: "refetch",
      before: older,
      changes: { ...NO_CHANGES, title: true, sentences_removed: 3, sentences_added: 1, pictures_added: 1 },
    }),
    sampleVersion(article, { version: older, fetched, current: false, title: `${article.title} (first)` }),
  ];
}

/** A comparison with every kind of change. */
export function sampleComparison(title: string, before: number, after: number): VersionComparison {
  return {
    before,
    after,
    title: [
      { kind: "same", text: `${title} ` },
      { kind: "removed", text: "(first)" },
      { kind: "added", text: "at last" },
    ],
    byline: [{ kind: "same", text: "Ines Calloway" }],
    paragraphs: [
      { kind: "same", before: 0, after: 0, rtl: false, segments: [{ kind: "same", text: "Nothing here differs." }] },
      { kind: "same", before: 1, after: 1, rtl: false, segments: [{ kind: "same", text: "Nor here." }] },
      {
        kind: "changed",
        before: 2,
        after: 2,
        rtl: false,
        segments: [
          { kind: "same", text: "The bridge reopened on " },
          { kind: "removed", text: "Friday" },
          { kind: "added", text: "Saturday" },
          { kind: "same", text: ", to the applause of three hundred people." },
        ],
      },
      {
        kind: "removed",
        before: 3,
        after: null,
        rtl: false,
        segments: [{ kind: "removed", text: "This one is gone." }],
      },
      {
        kind: "added",
        before: null,
        after: 3,
        rtl: true,
        segments: [{ kind: "added", text: "این بند تازه است." }],
      },
    ],
    pictures_removed: [],
    pictures_added: [{ url: "https://meridian.example/bridge.jpg", hash: null }],
    summary: { ...NO_CHANGES, title: true, sentences_removed: 3, sentences_added: 1, pictures_added: 1 },
    coarse: false,
  };
}
