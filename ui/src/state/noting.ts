import type { Note } from "../api";
import type { Lede } from "./lede.svelte";

/** What a person does with notes, in whichever part of the window they stand. */
export class Noting {
  readonly #lede: Lede;
  /** Whether it was said that closing the window loses text. */
  #warned = false;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Opens a note of the list. */
  show(note: Note): void {
    this.#lede.reader.close();
    this.#lede.notes.open(note);
  }

  /** Opens a note where it belongs: beside its article, or among all notes. */
  async open(id: number): Promise<void> {
    const opened = this.#lede.api.note(id).then((note) => {
      if (note.article === null) this.#among();
      else this.#beside(note.article);
      this.#lede.notes.open(note);
    });
    await this.#lede.attempt(opened);
  }

  /** Begins a note on an article, beside it, or a research note. */
  begin(article: number | null): void {
    if (article === null) this.#among();
    else this.#beside(article);
    this.#lede.notes.begin(article);
  }

  /** Closes the open note; one that was emptied goes, with a way back. */
  close(): void {
    const emptied = this.#lede.notes.close();
    if (emptied !== null) void this.delete([emptied]);
    this.#lede.focus.list();
  }

  /** Deletes notes, with a way back. */
  async delete(ids: readonly number[]): Promise<void> {
    const lede = this.#lede;
    const deleted = lede.notes.delete(ids).then((step) => {
      lede.done(lede.locale.told({ action: "delete-note", count: ids.length, name: null }), step);
    });
    await lede.attempt(deleted);
    await lede.refresh();
  }

  /** Reads again what is shown of notes. */
  refresh(): Promise<void> {
    const { notes, reader, screen } = this.#lede;
    return notes.refresh(screen === "notes", reader.panel === "notes" ? reader.id : null);
  }

  /** The window is to close: what was typed goes first. Text that cannot be saved holds it once. */
  async closeWindow(): Promise<void> {
    const lede = this.#lede;
    if (lede.exports.holdsWindow() || lede.imports.holdsWindow()) return lede.api.keepWindow();
    lede.reader.flush();
    const [saved] = await Promise.all([lede.notes.flush(), lede.marks.notes.flush()]);
    if (saved || this.#warned) return lede.api.closeWindow();
    this.#warned = true;
    lede.toasts.show(lede.locale.t("note.closing"), { tone: "error" });
    await lede.api.keepWindow();
  }

  #among(): void {
    this.#lede.go("notes");
    this.#lede.reader.close();
  }

  #beside(article: number): void {
    const { reader } = this.#lede;
    if (reader.id !== article) this.#lede.openArticle(article);
    reader.panel = "notes";
  }
}
