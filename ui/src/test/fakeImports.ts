import type { Api, FileImported, FilePreview, ImportRow, ImportSummary, RowOutcome } from "../api";

/** A file as another program would have exported it. */
export function samplePreview(change: Partial<NonNullable<FilePreview["preview"]>> = {}): FilePreview {
  const preview = {
    name: "part_000000.csv",
    format: "pocket-csv" as const,
    rows: 12,
    new: 7,
    here: 3,
    again: 1,
    refused: 1,
    refusals: [{ row: 9, why: "the line has no URL", place: "line 10", url: null, title: "A bookmarklet" }],
    with_text: 2,
    to_fetch: 5,
    feeds: 0,
    notes: 0,
    highlights: 4,
    tags: 3,
    collections: 0,
    first: [{ title: "A quiet day", url: "https://news.example/a", saved: null, tags: ["old"] }],
    before: null,
    unfinished: false,
    ...change,
  };
  return { name: preview.name, preview, error: null };
}

/** What came of it. */
export function sampleImported(id: number, change: Partial<FileImported> = {}): FileImported {
  const name = "part_000000.csv";
  const started = "2026-11-22T14:00:00Z";
  const finished = "2026-11-22T14:00:09Z";
  const summary: ImportSummary = { id, name, format: "pocket-csv", started, finished, rows: [7, 4, 0, 1] };
  const report = {
    import: id,
    format: summary.format,
    rows: 12,
    imported: 7,
    merged: 4,
    skipped: [],
    failed: [],
    to_fetch: 5,
    kinds: {},
  };
  return { name, report, skipped: 0, failed: 1, summary, error: null, ...change };
}

/** The imports of an archive in memory. */
export class FakeImports {
  /** What the person chooses in the system's dialog, and what was let go over the window. */
  chosen: string[] | null = ["part_000000.csv"];
  dropped: string[] | null = ["part_000000.csv"];
  previews: FilePreview[] = [samplePreview()];
  known: ImportSummary[] = [];
  /** What is asked for, in its order. */
  asked: { call: "preview" | "import"; options: Parameters<Api["import"]>[0]; from: number }[] = [];
  takenBack: number[] = [];

  readonly api = {
    chooseImport: async () => this.chosen,
    dropImport: async () => this.dropped,
    previewImport: async (options) => {
      this.asked.push({ call: "preview", options, from: 0 });
      return this.previews;
    },
    import: async (options, from) => {
      this.asked.push({ call: "import", options, from });
      const imported = this.previews.slice(from).map((_, at) => sampleImported(from + at + 1));
      this.known = [...imported.flatMap(({ summary }) => summary ?? []), ...this.known];
      return imported;
    },
    cancelImport: async () => undefined,
    imports: async () => this.known,
    importRows: async (_, outcome: RowOutcome, after, limit) => {
      const rows: ImportRow[] = [1, 2, 3].map((row) => ({
        entry: {
          row,
          why: outcome === "failed" ? "the line has no URL" : "",
          place: `line ${row}`,
          url: null,
          title: `Row ${row}`,
        },
        article: outcome === "failed" ? null : row,
      }));
      return rows.filter(({ entry }) => entry.row > after).slice(0, limit);
    },
    importedArticles: async () => [1, 2],
    saveImportReport: async () => "/home/me/import-1.csv",
    takeBackImport: async (id) => {
      this.takenBack.push(id);
      return null;
    },
  } satisfies Partial<Api>;
}
