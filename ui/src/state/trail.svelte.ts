const LONGEST = 200;

/** The articles that were opened one after the other, to go back and forward along. */
export class Trail {
  #past = $state.raw<readonly number[]>([]);
  #future = $state.raw<readonly number[]>([]);
  #at: number | null = null;

  get canGoBack(): boolean {
    return this.#past.length > 0;
  }

  get canGoForward(): boolean {
    return this.#future.length > 0;
  }

  /** An article was opened. */
  visit(id: number): void {
    if (id === this.#at) return;
    if (this.#at !== null) this.#past = [...this.#past, this.#at].slice(-LONGEST);
    this.#future = [];
    this.#at = id;
  }

  /** The article before, which is now the one that is open. */
  back(): number | null {
    const id = this.#past.at(-1) ?? null;
    if (id === null) return null;
    if (this.#at !== null) this.#future = [this.#at, ...this.#future];
    this.#past = this.#past.slice(0, -1);
    this.#at = id;
    return id;
  }

  /** The article that was gone back from, which is open again. */
  forward(): number | null {
    const id = this.#future[0] ?? null;
    if (id === null) return null;
    if (this.#at !== null) this.#past = [...this.#past, this.#at];
    this.#future = this.#future.slice(1);
    this.#at = id;
    return id;
  }
}
