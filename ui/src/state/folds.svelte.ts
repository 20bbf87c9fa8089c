import { SvelteSet } from "svelte/reactivity";

/** Which branches of a tree are unfolded; remembered on this machine. */
export class Folds {
  readonly #storage: Storage;
  readonly #name: string;
  readonly #open: SvelteSet<number>;

  constructor(storage: Storage, name: string) {
    this.#storage = storage;
    this.#name = `lede-${name}`;
    this.#open = new SvelteSet(restore(storage, this.#name));
  }

  isOpen(key: number): boolean {
    return this.#open.has(key);
  }

  set(key: number, open: boolean): void {
    if (open) this.#open.add(key);
    else this.#open.delete(key);
    this.#storage.setItem(this.#name, JSON.stringify([...this.#open]));
  }
}

function restore(storage: Storage, name: string): number[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(name) ?? "[]");
    return Array.isArray(stored) ? stored.filter((key) => typeof key === "number") : [];
  } catch {
    return [];
  }
}
