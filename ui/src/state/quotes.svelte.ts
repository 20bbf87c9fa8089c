import { SvelteSet } from "svelte/reactivity";

import type { Api, HighlightColor, HighlightQuery, HighlightRow } from "../api";
import { Rows } from "./rows.svelte";

/** Spans of time by which highlights are chosen, in days. */
export const PERIODS = { any: 0, week: 7, month: 30, year: 365, range: 0 } as const;
export type Period = keyof typeof PERIODS;
export const QUOTE_ORDERS = ["newest", "oldest", "byArticle"] as const;
export type QuoteOrder = (typeof QUOTE_ORDERS)[number];

/** Which highlights are shown, and in which order. */
export interface QuoteView {
  find: string;
  colors: readonly HighlightColor[];
  tag: number | null;
  period: Period;
  /** Days (`2026-11-23`) of a period of one's own, both included; empty for no bound. */
  from: string;
  to: string;
  article: { id: number; title: string } | null;
  order: QuoteOrder;
}

const EVERYTHING: Omit<QuoteView, "order"> = {
  find: "",
  colors: [],
  tag: null,
  period: "any",
  from: "",
  to: "",
  article: null,
};
const DAY_MS = 86_400_000;

/** The list of all highlights of the archive. */
export class Quotes extends Rows<HighlightRow> {
  view = $state.raw<QuoteView>({ ...EVERYTHING, order: "newest" });
  /** The row that the keys are at; -1 when there is none. */
  cursor = $state(-1);
  picked = $state.raw(new SvelteSet<number>());

  readonly #api: Api;
  #anchor = 0;

  constructor(api: Api) {
    super();
    this.#api = api;
  }

  /** Whether anything narrows the list. */
  get narrowed(): boolean {
    const { find, colors, tag, period, article } = this.view;
    return Boolean(find.trim() || colors.length > 0 || tag !== null || period !== "any" || article);
  }

  /** Shows other highlights; the old ones stay until the new ones' first are there. */
  async show(change: Partial<QuoteView>): Promise<void> {
    this.view = { ...this.view, ...change };
    const query = this.#query();
    await this.replace((offset, limit) => this.#api.allHighlights({ ...query, offset, limit }), {
      then: () => {
        this.cursor = -1;
        this.clear();
      },
    });
  }

  /** Shows every highlight again. */
  reset(): Promise<void> {
    return this.show(EVERYTHING);
  }

  /** Reads again what is on the screen, after the archive changed. */
  async refresh(): Promise<void> {
    if (this.total === null) return;
    await this.again();
    this.cursor = Math.min(this.cursor, (this.total ?? 0) - 1);
  }

  /** Moves the keys' row by so many, and picks those between when it extends. */
  async move(steps: number, extend: boolean): Promise<void> {
    const last = (this.total ?? 0) - 1;
    const index = Math.max(0, Math.min(last, this.cursor < 0 && steps > 0 ? 0 : this.cursor + steps));
    if (extend) return this.extendTo(index);
    this.cursor = index;
    this.#anchor = index;
  }

  toggle(index: number): void {
    const row = this.row(index);
    if (!row) return;
    if (!this.picked.delete(row.id)) this.picked.add(row.id);
    this.cursor = index;
    this.#anchor = index;
  }

  async extendTo(index: number): Promise<void> {
    this.cursor = index;
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    const ids = await this.#ids();
    this.picked = new SvelteSet(ids.slice(from, to + 1));
  }

  async all(): Promise<void> {
    this.picked = new SvelteSet(await this.#ids());
  }

  clear(): void {
    if (this.picked.size > 0) this.picked = new SvelteSet();
  }

  /** What an action applies to: what is picked, else the keys' row. */
  get targets(): number[] {
    if (this.picked.size > 0) return [...this.picked];
    const row = this.row(this.cursor);
    return row ? [row.id] : [];
  }

  /** The rows of what an action applies to, in the list's order, whether they are held or not. */
  async targetRows(): Promise<HighlightRow[]> {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
    const ids = new Set(this.targets);
    const rows: HighlightRow[] = [];
    for (let offset = 0; rows.length < ids.size && offset < (this.total ?? 0); offset += 500) {
      const page = await this.#api.allHighlights({ ...this.#query(), offset, limit: 500 });
      rows.push(...page.rows.filter(({ id }) => ids.has(id)));
    }
    return rows;
  }

  #ids(): Promise<number[]> {
    return this.#api.highlightIds(this.#query());
  }

  #query(): HighlightQuery {
    const { find, colors, tag, period, from, to, article, order } = this.view;
    const days = PERIODS[period];
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it is written down at once
    const since = days > 0 ? new Date(Date.now() - days * DAY_MS).toISOString() : null;
    return {
      find: find.trim() || null,
      colors: [...colors],
      tag,
      from: period === "range" ? startOfDay(from) : since,
      to: period === "range" ? startOfDay(to, 1) : null,
      article: article?.id ?? null,
      sort: order === "byArticle" ? "article" : "created",
      order: order === "oldest" ? "ascending" : "descending",
    };
  }
}

/** Midnight of a day here, so many days later, in UTC; null for no day. */
function startOfDay(day: string, later = 0): string | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + later).toISOString();
}
