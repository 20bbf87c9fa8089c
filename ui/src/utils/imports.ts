import type { FilePreview, ImportFormat, ImportPreview, ImportSummary, RowOutcome } from "../api";
import type { MessageKey } from "../messages/message";
import type { Locale } from "../state/locale.svelte";

type How = Extract<MessageKey, `import.how.${string}`>;
type Service = Extract<MessageKey, `import.service.${string}`>;

/** Programs, with where to get their file; those that are a proper name are called so in every language. */
export const SOURCES: readonly { name: string | { key: Service }; how: How }[] = [
  { name: "Pocket", how: "import.how.pocket" },
  { name: "Instapaper", how: "import.how.instapaper" },
  { name: "Raindrop.io", how: "import.how.raindrop" },
  { name: "wallabag", how: "import.how.wallabag" },
  { name: "Omnivore", how: "import.how.omnivore" },
  { name: "Readwise, Reader", how: "import.how.readwise" },
  { name: "Karakeep", how: "import.how.karakeep" },
  { name: "Linkwarden", how: "import.how.linkwarden" },
  { name: "Readeck", how: "import.how.readeck" },
  { name: "Matter, GoodLinks, Pinboard", how: "import.how.others" },
  { name: "Zotero", how: "import.how.zotero" },
  { name: { key: "import.service.browsers" }, how: "import.how.browsers" },
  { name: { key: "import.service.pages" }, how: "import.how.pages" },
  { name: { key: "import.service.archives" }, how: "import.how.archives" },
  { name: { key: "import.service.feeds" }, how: "import.how.feeds" },
  { name: { key: "import.service.lists" }, how: "import.how.lists" },
  { name: "Lede", how: "import.how.lede" },
];

/** What becomes of rows, in the order of their counts. */
export const OUTCOMES = ["imported", "merged", "skipped", "failed"] as const satisfies readonly RowOutcome[];

/** What a format is called. */
export function formatName(locale: Locale, format: ImportFormat): string {
  return locale.t(`import.format.${format}`);
}

/** Counts of a preview that are added up over files. */
const COUNTS = [
  "rows",
  "new",
  "here",
  "again",
  "refused",
  "with_text",
  "to_fetch",
  "feeds",
  "notes",
  "highlights",
  "tags",
  "collections",
] as const satisfies readonly (keyof ImportPreview)[];

export type Counts = Record<(typeof COUNTS)[number], number>;

/** What files hold together; of tags and collections as many as the file with the most has, since others may have the same. */
export function together(files: readonly FilePreview[]): Counts {
  const sum = Object.fromEntries(COUNTS.map((name) => [name, 0])) as Counts;
  for (const { preview } of files) {
    if (!preview) continue;
    for (const name of COUNTS) {
      const shared = name === "tags" || name === "collections";
      sum[name] = shared ? Math.max(sum[name], preview[name]) : sum[name] + preview[name];
    }
  }
  return sum;
}

/** What is in files besides new articles, in a few words each. */
export function contentsOf(locale: Locale, counts: Counts): string[] {
  const words = [
    ["with_text", "import.withText"],
    ["to_fetch", "import.toFetch"],
    ["feeds", "import.feeds"],
    ["tags", "import.tagCount"],
    ["collections", "import.collections"],
    ["notes", "import.notes"],
    ["highlights", "import.highlights"],
  ] as const;
  return words.flatMap(([name, key]) => (counts[name] > 0 ? [locale.t(key, { n: counts[name] })] : []));
}

/** What became of the rows of an import, in a few words each. */
export function outcomesOf(locale: Locale, { rows }: Pick<ImportSummary, "rows">): string[] {
  return OUTCOMES.flatMap((outcome, at) => {
    const n = rows[at] ?? 0;
    return n > 0 ? [locale.t(`import.outcome.${outcome}`, { n })] : [];
  });
}
