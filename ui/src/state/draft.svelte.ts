import type { Api, Note } from "../api";

/** A text is saved when the hand rests this long, and at the latest this long after the first letter that is not. */
const PAUSE_MS = 500;
const LATEST_MS = 1200;
/** How soon saving is tried again after it failed. */
const AGAIN_MS = 3000;

/** What a draft tells those who hold it. */
export interface DraftEvents {
  /** Its text is in the archive now; with the step that takes that back. */
  written: (draft: Draft) => void;
  /** Its text went into a new note, because somebody else had changed or deleted the one it was meant for. */
  parted: (why: "conflict" | "gone") => void;
  /** It could not be saved; it goes on trying. */
  failed: (error: unknown) => void;
}

/** A note that is being written: saved as one types, never losing a letter. */
export class Draft {
  /** The note as it was stored last; null before that. */
  note = $state.raw<Note | null>(null);
  text = $state("");
  status = $state<"saved" | "typing" | "saving" | "failed">("saved");
  error = $state.raw<unknown>(null);
  /** Grows whenever the text came from elsewhere than from the hand. */
  revision = $state(0);
  /** The article it is on. */
  readonly article: number | null;

  readonly #api: Api;
  readonly #events: DraftEvents;
  #stored: string;
  #writes = 0;
  #writing: Promise<boolean> | null = null;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #latest: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, from: Note | { article: number | null }, events: DraftEvents) {
    this.#api = api;
    this.#events = events;
    this.article = from.article;
    this.note = "id" in from ? from : null;
    this.text = this.note?.text ?? "";
    this.#stored = this.text;
  }

  /** Whether some of the text is not in the archive yet. */
  get dirty(): boolean {
    return this.#writing !== null || (this.text !== this.#stored && (this.note !== null || this.text.trim() !== ""));
  }

  /** Takes what was typed. */
  change(text: string): void {
    if (text === this.text) return;
    this.text = text;
    if (this.status !== "failed") this.status = "typing";
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.flush(), PAUSE_MS);
    this.#latest ??= setTimeout(() => void this.flush(), LATEST_MS);
  }

  /** Writes what is not in the archive yet; resolves to whether all of it is there. */
  async flush(): Promise<boolean> {
    this.#settle();
    while (this.dirty) {
      this.#writing ??= this.#write();
      if (!(await this.#writing)) return false;
    }
    if (this.status === "typing") this.status = "saved";
    return true;
  }

  /** Forgets what was not saved, for a note that is to be deleted. */
  discard(): void {
    this.#settle();
    this.#stored = this.text;
  }

  /** Reads the note again, after the archive changed. What is being typed stays: saving it finds out. */
  async refresh(): Promise<void> {
    if (!this.note || this.dirty) return;
    const writes = this.#writes;
    const { id } = this.note;
    const note = await this.#api.note(id);
    if (this.dirty || writes !== this.#writes || note.updated === this.note.updated) return;
    this.note = note;
    this.text = note.text;
    this.#stored = note.text;
    this.revision += 1;
  }

  #settle(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#latest);
    this.#latest = undefined;
  }

  async #write(): Promise<boolean> {
    const { text } = this;
    this.status = "saving";
    try {
      await this.#store(text);
      this.#stored = text;
      this.error = null;
      this.status = text === this.text ? "saved" : "typing";
      return true;
    } catch (error) {
      if (this.error === null) this.#events.failed(error);
      this.error = error;
      this.status = "failed";
      this.#pause = setTimeout(() => void this.flush(), AGAIN_MS);
      return false;
    } finally {
      this.#writing = null;
      this.#writes += 1;
      if (this.status !== "failed") this.#events.written(this);
    }
  }

  async #store(text: string): Promise<void> {
    if (!this.note) {
      this.note = (await this.#api.addNote(this.article, text)).value;
      return;
    }
    const { id, updated, article } = this.note;
    const { note, kept, was_gone } = (await this.#api.updateNote(id, text, { updated, article })).value;
    this.note = note;
    if (kept || was_gone) this.#events.parted(kept ? "conflict" : "gone");
  }
}
