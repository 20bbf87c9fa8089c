const PAUSE_MS = 500;
const LONGEST_MS = 2000;
const AGAIN_MS = 5000;

interface Draft {
  text: string;
  /** When the first letter was typed that is not written yet. */
  since: number;
  timer: ReturnType<typeof setTimeout>;
}

/** Texts that are saved as one types: when the typing rests, and at the latest two seconds after its first letter. */
export class MarkNotes {
  /** Whether a text is not written yet, and whether writing it has failed. */
  state = $state<"saved" | "waiting" | "failed">("saved");

  readonly #write: (id: number, text: string) => Promise<unknown>;
  readonly #onError: (error: unknown) => void;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only `state` is shown
  #drafts = new Map<number, Draft>();

  constructor(write: (id: number, text: string) => Promise<unknown>, onError: (error: unknown) => void) {
    this.#write = write;
    this.#onError = onError;
  }

  /** What was typed for `id` and is not written yet. */
  text(id: number): string | undefined {
    return this.#drafts.get(id)?.text;
  }

  /** Takes over a text as it is typed. */
  take(id: number, text: string): void {
    const before = this.#drafts.get(id);
    clearTimeout(before?.timer);
    const since = before?.since ?? Date.now();
    const wait = Math.max(0, Math.min(PAUSE_MS, since + LONGEST_MS - Date.now()));
    this.#drafts.set(id, { text, since, timer: setTimeout(() => void this.#save(id), wait) });
    if (this.state === "saved") this.state = "waiting";
  }

  /** Writes at once what is not written yet. */
  async flush(): Promise<void> {
    await Promise.all([...this.#drafts.keys()].map((id) => this.#save(id)));
  }

  /** Forgets what was typed for something that is gone. */
  drop(id: number): void {
    clearTimeout(this.#drafts.get(id)?.timer);
    this.#drafts.delete(id);
    this.#settle();
  }

  /** A text that could not be written stays, and is tried again. */
  async #save(id: number): Promise<void> {
    const draft = this.#drafts.get(id);
    if (!draft) return;
    clearTimeout(draft.timer);
    try {
      await this.#write(id, draft.text);
      if (this.#drafts.get(id) === draft) this.#drafts.delete(id);
      this.#settle();
    } catch (error) {
      if (this.state !== "failed") this.#onError(error);
      this.state = "failed";
      if (this.#drafts.get(id) === draft) draft.timer = setTimeout(() => void this.#save(id), AGAIN_MS);
    }
  }

  #settle(): void {
    this.state = this.#drafts.size > 0 ? "waiting" : "saved";
  }
}
