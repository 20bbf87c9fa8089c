import type { ExportFormat, ExportOptions, ExportPreview, LeftOut } from "../api";
import type { Locale } from "../state/locale.svelte";

/** The formats by what a person wants with them. */
export const GROUPS = [
  { name: "read", formats: ["html", "epub", "pdf"] },
  { name: "work", formats: ["markdown", "csv", "bookmarks"] },
  { name: "cite", formats: ["csl", "ris", "bibtex"] },
  { name: "keep", formats: ["json", "wacz"] },
] as const satisfies readonly { name: string; formats: readonly ExportFormat[] }[];

/** What may be left out of a format, or added to it. */
export const KEEPS = {
  html: ["pictures", "highlights", "notes", "folder"],
  epub: ["pictures", "highlights", "notes"],
  pdf: ["pictures", "highlights", "notes", "folder"],
  markdown: ["pictures", "highlights", "notes", "folder"],
  csv: ["highlights", "notes", "bom"],
  bookmarks: [],
  csl: ["highlights"],
  ris: ["highlights"],
  bibtex: ["highlights"],
  json: [],
  wacz: ["pictures"],
} as const satisfies Record<ExportFormat, readonly (keyof ExportOptions)[]>;

/** Formats that hold all of something, without being asked. */
const WHOLE = { json: ["pictures", "highlights", "notes"] } as const satisfies Partial<
  Record<ExportFormat, readonly (keyof ExportOptions)[]>
>;

export type Options = Required<ExportOptions>;

export const ALL: Options = { pictures: true, notes: true, highlights: true, folder: false, bom: false };

/** Whether an option says something about a format. */
export function applies(format: ExportFormat, option: keyof Options): boolean {
  return (KEEPS[format] as readonly (keyof Options)[]).includes(option);
}

/** Whether an export of this format has pictures, notes or highlights in it. */
export function holds(format: ExportFormat, options: Options, what: "pictures" | "notes" | "highlights"): boolean {
  if (format in WHOLE) return (WHOLE as Record<string, readonly string[]>)[format]?.includes(what) ?? false;
  return applies(format, what) && options[what];
}

/** The options as a format takes them: what says nothing about it stays as it is by default. */
export function optionsFor(format: ExportFormat, options: Options): Options {
  const chosen = { ...ALL };
  for (const option of KEEPS[format]) chosen[option] = options[option];
  return chosen;
}

/** What is in an export, in a few words each. */
export function contentsOf(locale: Locale, preview: ExportPreview, format: ExportFormat, options: Options): string[] {
  const { pictures, picture_bytes, notes, highlights } = preview.holdings;
  const parts: string[] = [];
  if (preview.sections > 1) parts.push(locale.t("export.collections", { n: preview.sections }));
  if (holds(format, options, "pictures")) {
    const size = locale.bytes(picture_bytes);
    parts.push(pictures > 0 ? locale.t("export.pictures", { n: pictures, size }) : locale.t("export.noPictures"));
  }
  if (holds(format, options, "highlights") && highlights > 0) {
    parts.push(locale.t("export.highlights", { n: highlights }));
  }
  if (holds(format, options, "notes") && notes > 0) parts.push(locale.t("export.notes", { n: notes }));
  return parts;
}

/** What is not in an export, by article: each once, in the order of the report. */
export function byArticle(leftOut: readonly LeftOut[]): { id: number; why: string[] }[] {
  const articles = new Map<number, string[]>();
  for (const { id, why } of leftOut) articles.set(id, [...(articles.get(id) ?? []), why]);
  return [...articles].map(([id, why]) => ({ id, why }));
}

/** The last part of a path, however its system divides it. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? path;
}
