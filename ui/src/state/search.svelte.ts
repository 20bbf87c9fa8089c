import {
  ApiError,
  type Facet,
  type QueryPart,
  type QueryProblem,
  type QueryReading,
  type SavedQuery,
  type Tally,
} from "../api";
import { carried, partOf, withFilter, withoutPart } from "../utils/queries";
import { searchOf } from "../utils/searches";
import { Completing } from "./completing.svelte";
import type { Lede } from "./lede.svelte";

const NOTHING: QueryReading = { parts: [], problems: [], has_words: false };

/** Nobody counts while a person still types: only once the keys rest for so many milliseconds. */
const REST_MS = 180;

/** What is searched for in the list of articles: how its text is read, and what it can be narrowed to. */
export class Search {
  /** What the list could be narrowed to; null before it was counted. */
  tally = $state.raw<Tally | null>(null);
  /** Whether the list is another one since it was counted. */
  stale = $state(false);
  /** Whether it could not be counted. */
  failed = $state(false);
  /** Whether the facets are drawn over a window that has no room for them. */
  sheet = $state(false);
  readonly completing: Completing;
  /** Set by the box: selects a stretch of its text, to be written anew. */
  select: (from: number, to: number) => void = () => undefined;

  readonly #lede: Lede;
  #reading = $state.raw<QueryReading>(NOTHING);
  /** The text that the reading is of. */
  #read = $state.raw("");
  #wish = 0;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(lede: Lede) {
    this.#lede = lede;
    this.completing = new Completing(lede.api);
  }

  get text(): string {
    return this.#lede.list.view.find;
  }

  /** The parts of the text, as far as they are known while it is being typed. */
  get parts(): readonly QueryPart[] {
    return carried(this.#reading.parts, this.#read, this.text);
  }

  get problems(): readonly QueryProblem[] {
    return carried(this.#reading.problems, this.#read, this.text);
  }

  /** The parts that are filters. */
  get filters(): readonly QueryPart[] {
    return this.parts.filter(({ filter }) => filter !== null);
  }

  /** Whether words are searched for, so that some articles fit better than others. */
  get hasWords(): boolean {
    return this.#read === this.text ? this.#reading.has_words : this.text.trim() !== "";
  }

  /** What narrows the list beside the text; null where the whole archive is searched. */
  get scope(): string | null {
    const { collections, list, locale, tags } = this.#lede;
    const { collection, shelf, tag } = list.view;
    if (tag !== null) return tags.current?.path ?? null;
    if (collection !== null) return collections.row(collection)?.name ?? null;
    return shelf === "all" ? null : locale.t(`shelf.${shelf}`);
  }

  /** Searches for a text that a person is typing. */
  type(text: string): void {
    void this.#lede.show({ find: text, typing: true });
  }

  /** Searches for a text as a whole. */
  async ask(find: string): Promise<void> {
    await this.#lede.show({ find, typing: false });
  }

  /**
   * What the list asks for, to be kept. A word that was still being typed is kept as the beginning that it was searched for
   * as, where that makes a difference.
   */
  async settled(): Promise<SavedQuery> {
    const { api, list } = this.#lede;
    const query = searchOf(list.view);
    const typed = list.view.typing && /[\p{L}\p{N}]$/u.test(this.text) && !/:\S*$/.test(this.text);
    if (!typed) return query;
    const whole = await api.articles({ ...list.query, typing: false, opened: [], offset: 0, limit: 1 });
    const same = whole.total === list.total && whole.folded === list.folded;
    return same ? query : { ...query, find: `${query.find}*` };
  }

  /** Asks for a name to keep the search under. */
  async save(): Promise<void> {
    const { attempt } = this.#lede;
    await attempt.call(
      this.#lede,
      this.settled().then((query) => (this.#lede.dialog = { collection: "search", query })),
    );
  }

  /** Reads the text anew, to draw it; a slower answer to an earlier text is dropped. */
  async read(): Promise<void> {
    const { text } = this;
    this.#wish += 1;
    const wish = this.#wish;
    if (text.trim() === "") return this.#know(text, NOTHING);
    try {
      const reading = await this.#lede.api.readQuery(text);
      if (wish === this.#wish) this.#know(text, reading);
    } catch {
      // A text that is drawn plain can be searched for all the same.
      if (wish === this.#wish) this.#know(text, NOTHING);
    }
  }

  /** Asks for a filter as well, or rules out what it names. */
  add(filter: string, negated = false): void {
    void this.#lede.show({ find: withFilter(this.text, filter, negated), typing: this.#lede.list.view.typing });
  }

  /** Takes a part out of the text. */
  cut(part: Pick<QueryPart, "from" | "to">): void {
    void this.#lede.show({ find: withoutPart(this.text, part), typing: this.#lede.list.view.typing });
  }

  /** The text without a part, as it would be searched for. */
  without(part: QueryPart): string {
    return withoutPart(this.text, part);
  }

  /** Asks for what a facet names, or no longer; `exclude` rules it out, or no longer. */
  toggle({ filter }: Facet, exclude: boolean): void {
    const part = partOf({ ...this.#reading, parts: [...this.parts] }, filter, exclude);
    if (part) this.cut(part);
    else this.add(filter, exclude);
  }

  /** Searches the whole archive for the same. */
  async everywhere(): Promise<void> {
    await this.#lede.show({ shelf: "all" });
  }

  get facetsOpen(): boolean {
    return this.#lede.roomForFacets ? this.#lede.preferences.facets === "open" : this.sheet;
  }

  toggleFacets(): void {
    if (this.#lede.roomForFacets)
      this.#lede.preferences.set({ facets: this.#lede.preferences.facets === "open" ? "closed" : "open" });
    else this.sheet = !this.sheet;
  }

  /** Counts what the list holds, once it rests, where anybody looks at it. */
  count(): void {
    clearTimeout(this.#timer);
    this.stale = true;
    this.#count += 1;
    const { list } = this.#lede;
    if (!this.facetsOpen && !list.atLeast) return;
    const asked = this.#count;
    this.#timer = setTimeout(() => void this.#tally(asked), REST_MS);
  }

  async #tally(asked: number): Promise<void> {
    const { api, list } = this.#lede;
    try {
      const tally = await api.tally(list.passing);
      if (asked !== this.#count) return;
      [this.tally, this.stale, this.failed] = [tally, false, false];
      // The whole list is known by now: so is where it ends.
      if (list.atLeast) await list.refresh();
    } catch (error) {
      if (asked !== this.#count || (error instanceof ApiError && error.kind === "cancelled")) return;
      this.failed = true;
    }
  }

  #know(text: string, reading: QueryReading): void {
    this.#read = text;
    this.#reading = reading;
  }
}
