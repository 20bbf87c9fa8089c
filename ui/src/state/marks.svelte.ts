import type { Api, Article, Highlight, HighlightColor, HighlightPatch, StepId } from "../api";
import { isPlaced, neighbour } from "../utils/marks";
import type { Box } from "../utils/placing";
import type { Span } from "../utils/readingText";
import { MarkNotes } from "./markNotes.svelte";

/** What is selected in the article, and where the menu for it stands. */
export interface Selected {
  span: Span;
  quote: string;
  /** The line at which selecting ended. */
  box: Box;
  /** The side of that line on which nothing is selected. */
  side: "above" | "below";
}

/** The card of one highlight. */
export interface Card {
  id: number;
  box: Box;
  /** Where the keyboard's focus goes; null leaves it in the article. */
  begin: "card" | "note" | "tag" | null;
}

/** What the reader's frame does for highlights, while an article is in it. */
export interface MarkedPage {
  /** Where a highlight stands in the window; null when it is not there or scrolled out of sight. */
  boxOf(id: number): Box | null;
  /** The part of the window that the article takes. */
  room(): Box | null;
  /** Brings a highlight into sight. */
  reveal(id: number): void;
  /** Puts the keyboard's focus on the sign of a highlight. */
  focus(id: number): void;
  /** Lets go of what is selected. */
  deselect(): void;
  /** Begins or ends moving in the text by keys. */
  toggleCaret(): void;
}

/** The highlights of the open article, and what is selected in it. */
export class Marks {
  /** In reading order; those that are not found in this version last. */
  list = $state.raw<readonly Highlight[]>([]);
  /** The copy that the list is of. */
  copy = $state.raw<{ article: number; version: number } | null>(null);
  selected = $state.raw<Selected | null>(null);
  card = $state.raw<Card | null>(null);
  /** The highlight under the pointer. */
  hovered = $state<number | null>(null);
  /** The highlight that was gone to or opened last. */
  current = $state<number | null>(null);
  /** The highlight that stands out. */
  readonly pointed = $derived(this.hovered ?? this.current);
  /** Whether the keys move a caret in the text. */
  caret = $state(false);
  /** What a screen reader says of a selection or a highlight. */
  said = $state("");
  /** The frame, while an article is in it. */
  page: MarkedPage | null = null;

  readonly #api: Api;
  readonly #report: (error: unknown) => void;
  readonly #onRemoved: (count: number, step: StepId | null) => void;
  /** A highlight to show as soon as it is there. */
  #goal: number | null = null;
  /** Notes as they are typed. */
  readonly notes: MarkNotes;

  constructor(api: Api, report: (error: unknown) => void, onRemoved: (count: number, step: StepId | null) => void) {
    this.#api = api;
    this.#report = report;
    this.#onRemoved = onRemoved;
    this.notes = new MarkNotes((id, note) => this.#patch([id], { note }), report);
  }

  /** The highlight with this id, if it is in the list. */
  find(id: number | null): Highlight | null {
    return this.list.find((highlight) => highlight.id === id) ?? null;
  }

  /** Reads the highlights of the copy that is shown. */
  async show({ id, version }: Article): Promise<void> {
    if (this.copy?.article !== id || this.copy.version !== version) this.#leave();
    this.copy = { article: id, version };
    const copy = this.copy;
    try {
      const list = await this.#api.highlights(id, version);
      if (this.copy !== copy) return;
      // What is being typed is newer than what the archive has.
      this.list = list.map((highlight) => ({ ...highlight, note: this.notes.text(highlight.id) ?? highlight.note }));
      if (this.card && !this.find(this.card.id)) this.card = null;
      this.arrive();
    } catch (error) {
      this.#report(error);
    }
  }

  /** Opens the article at a highlight, now or as soon as both are there. */
  aim(id: number): void {
    this.#goal = id;
    this.arrive();
  }

  /** Shows the highlight that was aimed at, once the frame and the list have it. */
  arrive(): void {
    const goal = this.#goal;
    const highlight = this.find(goal);
    // One that this version lacks waits for its own version.
    if (goal === null || !highlight || !isPlaced(highlight) || !this.page) return;
    this.#goal = null;
    this.point(goal);
  }

  /** Brings a highlight into sight and makes it stand out. */
  point(id: number): void {
    this.current = id;
    this.page?.reveal(id);
  }

  /** Goes to the next highlight in reading order, or the one before. */
  step(by: 1 | -1): Highlight | null {
    const next = neighbour(this.list, this.current, by);
    if (next) this.point(next.id);
    return next;
  }

  /** Highlights what is selected; the same words highlighted before only take the colour. */
  async add(color: HighlightColor, begin: Card["begin"] = null): Promise<void> {
    const { selected, copy } = this;
    if (!selected || !copy) return;
    const { span } = selected;
    const same = this.list.find(({ place }) => place?.start === span.start && place.end === span.end);
    this.page?.deselect();
    this.selected = null;
    if (same) await this.recolour([same.id], color);
    const id = same?.id ?? (await this.#create(copy, span, color));
    if (id !== null && begin) this.open(id, begin);
  }

  /** Shows the card of a highlight beside it. */
  open(id: number, begin: Card["begin"]): void {
    const box = this.page?.boxOf(id) ?? null;
    if (!box) this.page?.reveal(id);
    const there = box ?? this.page?.boxOf(id);
    if (there) this.card = { id, box: there, begin };
  }

  async recolour(ids: number[], color: HighlightColor): Promise<void> {
    if (ids.every((id) => this.find(id)?.color === color)) return;
    await this.#change(ids, { color });
  }

  async tag(id: number, tag: string): Promise<void> {
    await this.#change([id], { add_tags: [tag] });
  }

  async untag(id: number, tag: string): Promise<void> {
    await this.#change([id], { remove_tags: [tag] });
  }

  /** Takes over a note as it is typed. */
  write(id: number, text: string): void {
    this.list = this.list.map((highlight) => (highlight.id === id ? { ...highlight, note: text || null } : highlight));
    this.notes.take(id, text);
  }

  async remove(ids: number[]): Promise<void> {
    await this.notes.flush();
    if (this.card && ids.includes(this.card.id)) this.card = null;
    try {
      const { step } = await this.#api.removeHighlights(ids);
      this.list = this.list.filter(({ id }) => !ids.includes(id));
      this.#onRemoved(ids.length, step);
    } catch (error) {
      this.#report(error);
    }
  }

  #leave(): void {
    void this.notes.flush();
    this.list = [];
    this.selected = null;
    this.card = null;
    this.hovered = null;
    this.current = null;
    this.caret = false;
  }

  async #create(copy: { article: number; version: number }, span: Span, color: HighlightColor): Promise<number | null> {
    try {
      const { value } = await this.#api.addHighlight(copy.article, copy.version, span.start, span.end, color);
      if (this.copy?.version === copy.version && !this.find(value.id)) this.list = inOrder([...this.list, value]);
      return value.id;
    } catch (error) {
      this.#report(error);
      return null;
    }
  }

  async #change(ids: number[], patch: HighlightPatch): Promise<void> {
    try {
      await this.#patch(ids, patch);
    } catch (error) {
      this.#report(error);
    }
  }

  async #patch(ids: number[], patch: HighlightPatch): Promise<void> {
    const { value } = await this.#api.updateHighlights(ids, patch);
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
    const changed = new Map(value.map((highlight) => [highlight.id, highlight]));
    // The place is that on the version shown, which an answer about several articles cannot know.
    this.list = this.list.map((old) => {
      const next = changed.get(old.id);
      return next ? { ...next, place: old.place, anchored: old.anchored } : old;
    });
  }
}

function inOrder(list: Highlight[]): Highlight[] {
  const start = (highlight: Highlight): number => highlight.place?.start ?? Infinity;
  return list.sort((a, b) => start(a) - start(b) || (a.place?.end ?? 0) - (b.place?.end ?? 0) || a.id - b.id);
}
