import type { Api, ArticlePatch, ArticleSummary } from "../api";

/** What a person can mark articles as. */
const CHANGES = {
  star: { starred: true },
  unstar: { starred: false },
  archive: { archived: true },
  unarchive: { archived: false },
  trash: { trashed: true },
  restore: { trashed: false },
  markUnread: { state: "unread" },
  markReading: { state: "reading" },
  markRead: { state: "read" },
} as const satisfies Record<string, ArticlePatch>;

/** Name of a change. */
export type Change = keyof typeof CHANGES;

/** The action of the journal by which a change is told. */
export const ACTIONS = {
  star: "star",
  unstar: "unstar",
  archive: "archive",
  unarchive: "unarchive",
  trash: "trash",
  restore: "restore",
  markUnread: "mark-unread",
  markReading: "mark-reading",
  markRead: "mark-read",
} as const satisfies Record<Change, string>;

/** Carries out `change`; resolves to the step that takes it back. */
export function apply(api: Api, change: Change, ids: readonly number[]): Promise<number | null> {
  return api.update([...ids], CHANGES[change]);
}

/** A row as it will look after `change`. */
export function preview(change: Change, row: ArticleSummary): ArticleSummary {
  return { ...row, ...CHANGES[change] };
}
