import type { Api, Article, Occurrences, Wanted } from "../api";
import { firstOf } from "../utils/firstOf";
import type { Span } from "../utils/readingText";

/** A place in the open article. */
export interface FoundPlace extends Span {
  /** What its code points are counted in. */
  in: "title" | "text";
}

/** What the reader's frame does for finding, while an article is in it. */
export interface FoundPage {
  /** Marks these places and makes one of them stand out. */
  show(places: readonly FoundPlace[], current: FoundPlace | null): void;
  /** Brings a place into sight. */
  reveal(place: FoundPlace): void;
  /** Selects a place, as if it had been marked with the mouse. */
  select(place: FoundPlace): void;
  /** How many code points of the text stand above the window. */
  top(): number;
}

/** Finding words in the open article. */
export class Find {
  /** Whether the bar is shown. */
  open = $state(false);
  /** What is typed. */
  text = $state("");
  /** The search whose words are marked in what it found; null once something is typed. */
  query = $state<string | null>(null);
  places = $state.raw<readonly FoundPlace[]>([]);
  /** Whether there are more places than were told. */
  more = $state(false);
  /** Which of the places stands out; -1 is none. */
  current = $state(-1);
  /** Whether the last step went over the end, or over the beginning. */
  wrapped = $state<"end" | "start" | null>(null);
  /** Whether the places are those of what is asked. */
  answered = $state(false);
  /** The frame, while an article is in it. */
  page: FoundPage | null = null;
  /** Set by the bar: takes the keyboard's focus. */
  focus: () => void = () => undefined;

  readonly #api: Api;
  readonly #report: (error: unknown) => void;
  readonly #focusText: () => void;
  #copy: { id: number; version: number } | null = null;
  /** The search that was given last, closed since or not. */
  #given: string | null = null;
  #asked = 0;

  constructor(api: Api, report: (error: unknown) => void, focusText: () => void) {
    this.#api = api;
    this.#report = report;
    this.#focusText = focusText;
  }

  /** What is looked for; null is nothing. */
  get #wanted(): Wanted | null {
    if (this.query !== null) return { query: this.query };
    return this.text.trim() === "" ? null : { text: this.text };
  }

  /** Shows the bar, ready to be typed in; what is selected is looked for. */
  show(selected: string | null = null): void {
    this.open = true;
    this.query = null;
    if (selected !== null) this.text = selected;
    this.focus();
    void this.#look("here");
  }

  /** Looks for something else, from what is in sight on. */
  type(text: string): void {
    this.text = text;
    this.query = null;
    void this.#look("here");
  }

  /** Goes to the next place or the one before, round the ends. */
  step(by: 1 | -1): void {
    const count = this.places.length;
    if (count === 0) return;
    const from = this.current < 0 ? this.#here() - (by > 0 ? 1 : 0) : this.current;
    const next = from + by;
    this.wrapped = next >= count ? "end" : next < 0 ? "start" : null;
    this.#go((next + count) % count);
  }

  /**
   * Takes over another article, or another version of it. What is typed is looked for there; what it was found by is marked
   * in it, unless that was closed before.
   */
  async follow({ id, version }: Article, query: string | null): Promise<void> {
    const same = this.#copy?.id === id && this.#copy.version === version;
    if (same && query === this.#given) return;
    if (query !== this.#given) this.#give(query);
    this.#copy = { id, version };
    this.#forget();
    await this.#look(null);
  }

  /** Marks again what was found, in a document that has come anew. */
  paint(): void {
    this.page?.show(this.open ? this.places : [], this.places[this.current] ?? null);
  }

  /** Takes the bar and its marks away; the place that stood out is selected. */
  close(): void {
    const place = this.places[this.current];
    this.open = false;
    this.query = null;
    this.#forget();
    this.paint();
    if (place) this.page?.select(place);
  }

  /** The same, and the keyboard's focus goes to the text. */
  leave(): void {
    this.close();
    this.#focusText();
  }

  #give(query: string | null): void {
    this.#given = query;
    // What is typed stays: it was asked for by hand.
    if (query !== null) [this.open, this.query] = [true, query];
    else if (this.query !== null) [this.open, this.query] = [false, null];
  }

  #forget(): void {
    this.places = [];
    this.current = -1;
    this.wrapped = null;
    this.more = false;
    this.answered = false;
  }

  /** Asks where it stands; `then` says whether to go to the first place from what is in sight on. */
  async #look(then: "here" | null): Promise<void> {
    const [wanted, copy] = [this.open ? this.#wanted : null, this.#copy];
    this.#asked += 1;
    const asked = this.#asked;
    if (!copy || !wanted) {
      this.#forget();
      return this.paint();
    }
    try {
      const found = await this.#api.findIn(copy.id, copy.version, wanted);
      // A slower answer to an earlier question must not replace a later one.
      if (asked !== this.#asked) return;
      this.#take(found);
      if (then === "here" && this.places.length > 0) this.#go(this.#here() % this.places.length);
      else this.paint();
    } catch (error) {
      if (asked === this.#asked) this.#report(error);
    }
  }

  #take({ title, text, more }: Occurrences): void {
    const at = this.places[this.current];
    this.places = [
      ...title.map((span) => ({ ...span, in: "title" as const })),
      ...text.map((span) => ({ ...span, in: "text" as const })),
    ];
    this.more = more;
    this.wrapped = null;
    this.answered = true;
    // A word that grows letter by letter stays where it was found.
    this.current = at ? this.places.findIndex((place) => place.in === at.in && place.start === at.start) : -1;
  }

  /** The first place that is not above the window; one past the last when all are. */
  #here(): number {
    if (this.current >= 0) return this.current;
    const top = this.page?.top() ?? 0;
    return firstOf(this.places.length, (at) => {
      const place = this.places[at];
      return place !== undefined && (top === 0 || (place.in === "text" && place.start >= top));
    });
  }

  #go(at: number): void {
    this.current = at;
    const place = this.places[at];
    this.paint();
    if (place) this.page?.reveal(place);
  }
}
