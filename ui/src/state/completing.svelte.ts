import type { Api, Completion } from "../api";

/** Names and words beside results must not hide them; values are what a person is looking for just then. */
const [NAMES, WORDS, VALUES] = [2, 3, 9];
/** Letters of a word from which on it is completed. */
const LETTERS = 2;

/** What a half-typed search can go on with, and which of it is chosen. */
export class Completing {
  items = $state.raw<readonly Completion[]>([]);
  /** Place of the chosen one; -1 while none is. */
  index = $state(-1);

  /** The filter whose value is being typed; null for words and names. */
  filter = $state<string | null>(null);

  readonly #api: Api;
  #from = 0;
  #to = 0;
  #wish = 0;
  /** Where the word began that a person wanted no completions for. */
  #dismissed: number | null = null;

  constructor(api: Api) {
    this.#api = api;
  }

  get open(): boolean {
    return this.items.length > 0;
  }

  get chosen(): Completion | null {
    return this.items[this.index] ?? null;
  }

  /** Asks what `text` can go on with at a cursor, or for `all` of it; what is offered stays until the answer is there. */
  async ask(text: string, cursor: number, all = false): Promise<void> {
    this.#wish += 1;
    const wish = this.#wish;
    try {
      const { from, to, items } = await this.#api.completeQuery(text, cursor);
      if (wish !== this.#wish) return;
      [this.#from, this.#to, this.index] = [from, to, -1];
      const typed = text.slice(from, to);
      if (all || this.#dismissed !== from) this.#dismissed = null;
      this.filter = /([\w-]+):$/.exec(text.slice(0, from))?.[1]?.toLowerCase() ?? null;
      if (this.#dismissed !== null) this.items = [];
      else this.items = all ? items : offered(items, typed, this.filter !== null);
    } catch {
      // Whoever types on needs no completion, nor to hear that there is none.
      if (wish === this.#wish) this.items = [];
    }
  }

  /** Chooses the next or the one before; beyond the ends none is chosen. */
  move(steps: 1 | -1): void {
    const count = this.items.length + 1;
    this.index = ((this.index + 1 + steps + count) % count) - 1;
  }

  /** The text with a completion put in, and where the cursor stands then. */
  take(text: string, { insert }: Completion): { text: string; cursor: number } {
    const rest = text.slice(this.#to);
    const space = insert.endsWith(":") || /^\s/.test(rest) ? "" : " ";
    const before = text.slice(0, this.#from) + insert + space;
    this.close();
    return { text: before + rest, cursor: before.length };
  }

  /** Offers nothing more for the word that is being typed. */
  dismiss(): void {
    this.#dismissed = this.#from;
    this.close();
  }

  /** Offers nothing for a text that is empty again; for its first word, whatever that will be. */
  restart(): void {
    this.#dismissed = null;
    this.close();
  }

  /** Offers nothing. */
  close(): void {
    this.#wish += 1;
    this.items = [];
    this.index = -1;
  }
}

/** As many as help; a single one that is typed already is none. */
function offered(items: readonly Completion[], typed: string, isValue: boolean): readonly Completion[] {
  const others = items.filter(({ insert }) => insert !== typed);
  if (isValue) return others.slice(0, VALUES);
  const isName = ({ insert }: Completion): boolean => insert.endsWith(":");
  const words = typed.length < LETTERS ? [] : others.filter((item) => !isName(item));
  return [...others.filter(isName).slice(0, NAMES), ...words.slice(0, WORDS)];
}
