import type { Api, Note, NoteMention } from "../api";
import { ApiError } from "../api";
import { PATIENCE_MS } from "./rows.svelte";
import { Draft, type DraftEvents } from "./draft.svelte";

const CHUNK = 100;

/** Which notes the list shows. */
export interface NotesView {
  find: string;
  standalone: boolean;
}

/** What the window shows of notes: their list, and the one that is open. */
export class Notes {
  /** All notes there are; null before the first answer. */
  count = $state<number | null>(null);
  view = $state.raw<NotesView>({ find: "", standalone: false });
  rows = $state.raw<readonly Note[]>([]);
  /** Notes of the whole list; null before the first answer. */
  total = $state<number | null>(null);
  slow = $state(false);
  error = $state.raw<unknown>(null);
  /** The note that is open. */
  draft = $state.raw<Draft | null>(null);
  /** Whether a narrow note is read and not written. */
  reading = $state(false);
  /** Links of notes to an article. */
  mentions = $state.raw<{ article: number; list: readonly NoteMention[] } | null>(null);

  readonly #api: Api;
  readonly #events: Omit<DraftEvents, "written">;
  /** MarkNotes whose text is not in the archive yet, open or not. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows it
  #unsaved = new Set<Draft>();
  #wish = 0;

  constructor(api: Api, events: Omit<DraftEvents, "written">) {
    this.#api = api;
    this.#events = events;
  }

  /** Opens a note to read and write. */
  open(note: Note): void {
    if (this.draft?.note?.id !== note.id) this.#take(note);
  }

  /** Begins a note; it is there as soon as it has words. */
  begin(article: number | null): void {
    this.#take({ article });
  }

  /** Closes the open note. One without words goes; its number is told, for deleting it. */
  close(): number | null {
    const { draft } = this;
    this.draft = null;
    if (!draft) return null;
    const emptied = draft.note && draft.text.trim() === "" ? draft.note.id : null;
    void draft.flush();
    return emptied;
  }

  /** Takes what was typed into the open note. */
  change(draft: Draft, text: string): void {
    draft.change(text);
    this.#unsaved.add(draft);
  }

  /** Writes everything that is not in the archive yet; resolves to whether all of it is there. */
  async flush(): Promise<boolean> {
    const done = await Promise.all([...this.#unsaved].map((draft) => draft.flush()));
    return done.every(Boolean);
  }

  /** Shows other notes in the list. */
  async show(view: Partial<NotesView> = {}): Promise<void> {
    this.view = { ...this.view, ...view };
    await this.#load(CHUNK);
  }

  /** Shows more of the list. */
  async more(): Promise<void> {
    await this.#load(this.rows.length + CHUNK);
  }

  /** Reads again what is shown, after the archive changed. */
  async refresh(listed: boolean, article: number | null): Promise<void> {
    await Promise.all([
      this.#count(),
      listed ? this.#load(Math.max(CHUNK, this.rows.length)) : null,
      article === null ? null : this.mention(article),
      this.#follow(),
    ]);
  }

  /** Reads which notes mention an article. */
  async mention(article: number): Promise<void> {
    const list = await this.#api.noteMentions(article);
    this.mentions = { article, list };
  }

  /** Deletes notes; resolves to the step that takes it back. */
  async delete(ids: readonly number[]): Promise<number | null> {
    const open = this.draft?.note;
    if (this.draft && open && ids.includes(open.id)) {
      // What was typed last is deleted with the note, and comes back with it.
      await this.draft.flush();
      this.draft.discard();
      this.#unsaved.delete(this.draft);
      this.draft = null;
    }
    return (await this.#api.deleteNotes([...ids])).step;
  }

  #take(from: Note | { article: number | null }): void {
    this.close();
    this.reading = false;
    this.draft = new Draft(this.#api, from, {
      ...this.#events,
      written: (draft) => {
        if (!draft.dirty) this.#unsaved.delete(draft);
      },
    });
  }

  async #load(limit: number): Promise<void> {
    this.#wish += 1;
    const wish = this.#wish;
    const timer = setTimeout(() => (this.slow = true), PATIENCE_MS);
    const { find, standalone } = this.view;
    try {
      const page = await this.#api.notes({ find: find.trim() || null, standalone, limit });
      if (wish !== this.#wish) return;
      this.rows = page.rows;
      this.total = page.total;
      this.error = null;
    } catch (error) {
      if (wish === this.#wish) this.error = error;
    } finally {
      clearTimeout(timer);
      if (wish === this.#wish) this.slow = false;
    }
  }

  async #count(): Promise<void> {
    this.count = (await this.#api.notes({ limit: 0 })).total;
  }

  /** The open note follows what others make of it. */
  async #follow(): Promise<void> {
    const { draft } = this;
    try {
      await draft?.refresh();
    } catch (error) {
      if (!(error instanceof ApiError) || error.kind !== "not-found") throw error;
      if (this.draft === draft && !draft?.dirty) this.draft = null;
    }
  }
}
