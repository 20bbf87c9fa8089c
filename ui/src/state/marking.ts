import type { Highlight, HighlightColor, HighlightRow } from "../api";
import { citation, quoted } from "../utils/citation";
import { keyName } from "../utils/keys";
import { COLORS, isPlaced } from "../utils/marks";
import type { Lede } from "./lede.svelte";
import type { Card } from "./marks.svelte";

/** Longest part of a quote that names a highlight to a screen reader, in characters. */
const SPOKEN = 80;
const DIGITS = "۰۱۲۳۴۵۶۷۸۹";

/** What a person does with selected words and with highlights. */
export class Marking {
  readonly #lede: Lede;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Whether there is something to highlight. */
  get possible(): boolean {
    return this.#lede.marks.selected !== null;
  }

  /** Highlights what is selected; the colour is the one that is offered first from now on. */
  async highlight(color: HighlightColor = this.#lede.preferences.mark, begin: Card["begin"] = null): Promise<void> {
    const { marks, preferences, focus } = this.#lede;
    preferences.set({ mark: color });
    if (!begin && marks.selected) focus.reader();
    await marks.add(color, begin);
    marks.said = this.#lede.locale.t("told.highlight", { n: 1 });
  }

  /** Puts a quote into the clipboard. */
  async copy(quote: string): Promise<void> {
    await this.#lede.copy(quote);
  }

  /** Puts a quote of the open article into the clipboard, with where it is from. */
  async cite(quote: string): Promise<void> {
    const { article } = this.#lede.reader;
    if (article) await this.#lede.copy(citation(quote, article));
  }

  /** Puts several quotes into the clipboard, each with where it is from and what was noted on it. */
  async citeAll(rows: readonly HighlightRow[]): Promise<void> {
    const parts = rows.map((row) => [citation(row.quote, row), row.note].filter(Boolean).join("\n\n"));
    await this.#lede.copy(parts.join("\n\n* * *\n\n"));
  }

  /** Brings a highlight of the open article into sight; one that this version lacks, in the version it was made in. */
  show(highlight: Highlight): void {
    const { marks, reader } = this.#lede;
    if (isPlaced(highlight)) return marks.point(highlight.id);
    marks.aim(highlight.id);
    void reader.showVersion(highlight.version);
  }

  /** Opens the article of a highlight at its place. */
  async visit(row: HighlightRow): Promise<void> {
    const { marks, reader } = this.#lede;
    marks.aim(row.id);
    await reader.open(row.article);
    if (row.anchored === null) await reader.showVersion(row.version);
  }

  /** Moves along all highlights; while an article is open, what is moved to is opened. */
  async move(steps: number, extend: boolean): Promise<void> {
    const { quotes, reader, focus } = this.#lede;
    await quotes.move(steps, extend);
    const row = quotes.row(quotes.cursor);
    if (!extend && row && reader.id !== null) await this.visit(row);
    focus.list();
  }

  /** Changes the colour of highlights of any articles. */
  async recolourAll(ids: number[], color: HighlightColor): Promise<void> {
    const { api, locale } = this.#lede;
    const work = api.updateHighlights(ids, { color });
    await this.#lede.attempt(
      work.then(({ step }) => this.#lede.done(locale.t("told.color-highlight", { n: ids.length }), step)),
    );
    await this.#lede.refresh();
  }

  /** Deletes highlights of any articles. */
  async removeAll(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    const { locale, quotes } = this.#lede;
    const work = this.#lede.api.removeHighlights(ids);
    await this.#lede.attempt(
      work.then(({ step }) => this.#lede.done(locale.t("told.delete-highlight", { n: ids.length }), step)),
    );
    quotes.clear();
    await this.#lede.refresh();
  }

  /** Begins or ends moving a caret in the article by keys. */
  toggleCaret(): void {
    this.#lede.focus.reader();
    this.#lede.marks.page?.toggleCaret();
  }

  /** Keys that mean something in the article while text is selected or a card is open; false for all others. */
  key(event: KeyboardEvent): boolean {
    const { marks } = this.#lede;
    if (event.isComposing) return false;
    const keys = marks.selected ? this.#keys(marks.selected.quote) : marks.card ? this.#cardKeys(marks.card.id) : {};
    const run = keys[latinDigit(keyName(event))];
    run?.();
    return run !== undefined;
  }

  /** What a screen reader says of a highlight. */
  describe({ color, quote, note }: Highlight): string {
    const { locale } = this.#lede;
    const short = quote.length > SPOKEN ? `${quote.slice(0, SPOKEN)}…` : quote;
    return locale.t(note ? "marks.signNoted" : "marks.sign", { color: locale.t(`marks.${color}`), quote: short });
  }

  /** A quote between its language's quotation marks. */
  quoted({ quote, language }: HighlightRow): string {
    return quoted(quote, language);
  }

  #cardKeys(id: number): Record<string, () => void> {
    const { marks } = this.#lede;
    const colors = COLORS.map((color, at) => [String(at + 1), () => void marks.recolour([id], color)] as const);
    return {
      ...Object.fromEntries(colors),
      n: () => marks.open(id, "note"),
      Tab: () => marks.open(id, "card"),
      Delete: () => void marks.remove([id]),
      Escape: () => (marks.card = null),
    };
  }

  #keys(quote: string): Record<string, () => void> {
    const { marks, preferences, focus } = this.#lede;
    const colors = COLORS.map((color, at) => [String(at + 1), () => void this.highlight(color)] as const);
    return {
      ...Object.fromEntries(colors),
      h: () => void this.highlight(),
      n: () => void this.highlight(preferences.mark, "note"),
      "#": () => void this.highlight(preferences.mark, "tag"),
      c: () => void this.copy(quote),
      "Shift+c": () => void this.cite(quote),
      Tab: () => focus.marks(),
      // A caret in the text has an Escape of its own, which keeps its place.
      ...(marks.caret ? {} : { Escape: () => marks.page?.deselect() }),
    };
  }
}

function latinDigit(name: string): string {
  const digit = DIGITS.indexOf(name);
  return digit < 0 ? name : String(digit);
}
