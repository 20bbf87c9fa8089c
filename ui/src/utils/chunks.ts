/** Part of a long list, by its place. */
export interface Chunk<Row> {
  rows: readonly Row[];
  total: number;
}

/** Reads `limit` rows from `offset` on. */
export type Fetch<Row> = (offset: number, limit: number) => Promise<Chunk<Row>>;

/**
 * The rows of a list too long to hold: chunks fetched as they are looked at, the least recently used dropped.
 * After `invalidate` old rows stay readable until their chunk has been fetched again, so nothing flickers.
 */
export class ChunkCache<Row> {
  readonly size: number;
  readonly #fetch: Fetch<Row>;
  readonly #capacity: number;
  #chunks = new Map<number, { rows: readonly Row[]; revision: number }>();
  #pending = new Map<number, Promise<number>>();
  #revision = 0;

  constructor(fetch: Fetch<Row>, size = 100, capacity = 24) {
    this.#fetch = fetch;
    this.size = size;
    this.#capacity = capacity;
  }

  /** The row at `index`, if its chunk is held. */
  get(index: number): Row | undefined {
    return this.#chunks.get(Math.floor(index / this.size))?.rows[index % this.size];
  }

  /** Marks every chunk as to be fetched again. */
  invalidate(): void {
    this.#revision += 1;
    this.#pending.clear();
  }

  /** Place of the first row that `matches`, among the chunks that are current. */
  indexOf(matches: (row: Row) => boolean): number | undefined {
    for (const [number, chunk] of this.#chunks) {
      if (chunk.revision !== this.#revision) continue;
      const place = chunk.rows.findIndex(matches);
      if (place >= 0) return number * this.size + place;
    }
    return undefined;
  }

  /** Replaces held rows in place, without fetching. */
  patch(change: (row: Row) => Row): void {
    for (const [number, chunk] of this.#chunks) this.#chunks.set(number, { ...chunk, rows: chunk.rows.map(change) });
  }

  /** Makes sure the rows `from..=to` are held and current; resolves to the total of the last answer, if one was needed. */
  async ensure(from: number, to: number): Promise<number | undefined> {
    const wanted: Promise<number>[] = [];
    for (let number = Math.floor(from / this.size); number <= Math.floor(to / this.size); number += 1) {
      const held = this.#chunks.get(number);
      if (held) this.#touch(number, held);
      if (held?.revision !== this.#revision) wanted.push(this.#load(number));
    }
    return (await Promise.all(wanted)).at(-1);
  }

  #touch(number: number, chunk: { rows: readonly Row[]; revision: number }): void {
    this.#chunks.delete(number);
    this.#chunks.set(number, chunk);
    for (const oldest of this.#chunks.keys()) {
      if (this.#chunks.size <= this.#capacity) break;
      this.#chunks.delete(oldest);
    }
  }

  #load(number: number): Promise<number> {
    const running = this.#pending.get(number);
    if (running) return running;
    const revision = this.#revision;
    const load = this.#fetch(number * this.size, this.size)
      .then(({ rows, total }) => {
        // An answer that set out before the last change must not overwrite newer rows.
        if (revision === this.#revision) this.#touch(number, { rows, revision });
        return total;
      })
      .finally(() => {
        if (this.#pending.get(number) === load) this.#pending.delete(number);
      });
    this.#pending.set(number, load);
    return load;
  }
}
