import type { Api, ArticleFlags, ArticlePatch, ArticleSummary } from "../api";
import type { MessageKey } from "../messages/message";

/** What a person can change about articles, and how it is told afterwards. */
const CHANGES = {
  star: { patch: { starred: true }, told: "undo.starred" },
  unstar: { patch: { starred: false }, told: "undo.unstarred" },
  archive: { patch: { archived: true }, told: "undo.archived" },
  unarchive: { patch: { archived: false }, told: "undo.unarchived" },
  trash: { patch: { trashed: true }, told: "undo.trashed" },
  restore: { patch: { trashed: false }, told: "undo.restored" },
  markUnread: { patch: { state: "unread" }, told: "undo.unread" },
  markRead: { patch: { state: "read" }, told: "undo.read" },
} as const satisfies Record<string, { patch: ArticlePatch; told: MessageKey }>;

/** Name of a change. */
export type Change = keyof typeof CHANGES;

const DEPTH = 100;

/** Changes to articles, each of which can be undone. */
export class Changes {
  readonly #api: Api;
  #done: ArticleFlags[][] = $state.raw([]);

  constructor(api: Api) {
    this.#api = api;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  /** Sentence that tells of `change`. */
  told(change: Change): (typeof CHANGES)[Change]["told"] {
    return CHANGES[change].told;
  }

  /** Carries out `change`; what it returns undoes it. */
  async apply(change: Change, ids: readonly number[]): Promise<ArticleFlags[]> {
    const before = await this.#api.update([...ids], CHANGES[change].patch);
    this.#done = [...this.#done, before].slice(-DEPTH);
    return before;
  }

  /** A row as it will look after `change`. */
  preview(change: Change, row: ArticleSummary): ArticleSummary {
    return { ...row, ...CHANGES[change].patch };
  }

  /** Takes back one change, or the last; false when there is none. */
  async undo(flags: ArticleFlags[] | undefined = this.#done.at(-1)): Promise<boolean> {
    if (!flags || !this.#done.includes(flags)) return false;
    this.#done = this.#done.filter((other) => other !== flags);
    await this.#api.restoreFlags(flags);
    return true;
  }

  /** Forgets what could be undone, after something was deleted for good. */
  forget(): void {
    this.#done = [];
  }
}
