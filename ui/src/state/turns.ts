const KEY = "lede-turn";

/**
 * Numbers of keystrokes: each greater than all before. The library goes on counting when the page starts afresh, so this
 * does as well.
 */
export class Turns {
  readonly #storage: Storage;
  #last: number;

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#last = Number(storage.getItem(KEY)) || 0;
  }

  /** The last one. */
  get last(): number {
    return this.#last;
  }

  next(): void {
    this.#last += 1;
    this.#storage.setItem(KEY, String(this.#last));
  }
}
