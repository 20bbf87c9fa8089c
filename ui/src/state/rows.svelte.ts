import { ChunkCache, type Fetch } from "../utils/chunks";

const CHUNK = 100;
/** An answer within this many milliseconds needs no sign of waiting. */
export const PATIENCE_MS = 150;

/** How rows give way to others. */
interface Replacing {
  /** Done as soon as they have. */
  then?: () => void;
  /** Rows that are read at a time. */
  size?: number;
}

/** Rows of a list of any length, of which only those near the eye are held. */
export abstract class Rows<Row> {
  /** Rows in all; null before the first answer. */
  total = $state<number | null>(null);
  /** True while an answer is taking so long that the wait must be shown. */
  slow = $state(false);
  error = $state.raw<unknown>(null);
  /** Grows whenever the list is another one, so that it is shown from its start. */
  generation = $state(0);
  /** Grows whenever rows arrived or changed. */
  revision = $state(0);

  #cache: ChunkCache<Row> | null = null;
  #wish = 0;
  #seen: [number, number] = [0, CHUNK - 1];

  /** The row at `index`, if it is held. */
  row(index: number): Row | undefined {
    void this.revision;
    return this.#cache?.get(index);
  }

  /** Says which rows are on the screen, so that they are fetched. */
  async look(from: number, to: number): Promise<void> {
    this.#seen = [from, to];
    await this.#ensure();
  }

  /** Place of the first held row that `is` says it is. */
  protected held(is: (row: Row) => boolean): number | undefined {
    return this.#cache?.indexOf(is);
  }

  /** Changes held rows at once, before the archive has answered. */
  protected change(change: (row: Row) => Row): void {
    this.#cache?.patch(change);
    this.revision += 1;
  }

  /** Reads again what is on the screen. */
  protected async again(): Promise<void> {
    this.#cache?.invalidate();
    await this.#ensure();
  }

  /** Puts other rows in place, the old ones stay until the first of the new ones are there. */
  protected async replace(fetch: Fetch<Row>, { then, size = CHUNK }: Replacing = {}): Promise<void> {
    this.#wish += 1;
    const wish = this.#wish;
    const cache = new ChunkCache(fetch, size);
    await this.#waiting(wish, async () => {
      const total = await cache.ensure(0, size - 1);
      // A slower answer to an earlier question must not replace a later one.
      if (wish !== this.#wish) return;
      this.#cache = cache;
      this.#seen = [0, size - 1];
      this.total = total ?? 0;
      then?.();
      this.generation += 1;
      this.revision += 1;
    });
  }

  async #ensure(): Promise<void> {
    const [from, to] = this.#seen;
    const cache = this.#cache;
    if (!cache) return;
    await this.#waiting(this.#wish, async () => {
      const total = await cache.ensure(Math.max(0, from), Math.max(0, to));
      if (total === undefined || cache !== this.#cache) return;
      this.total = total;
      this.revision += 1;
    });
  }

  async #waiting(wish: number, work: () => Promise<void>): Promise<void> {
    const timer = setTimeout(() => (this.slow = true), PATIENCE_MS);
    try {
      await work();
      if (wish === this.#wish) this.error = null;
    } catch (error) {
      if (wish === this.#wish) this.error = error;
    } finally {
      clearTimeout(timer);
      if (wish === this.#wish) this.slow = false;
    }
  }
}
