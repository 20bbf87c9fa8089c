import { type Api, ApiError, type Article, type Note, type NoteMention } from "../api";

const START = Date.UTC(2026, 10, 22, 15, 0);
const LINK = /\[\[([^\]|]+)(?:\|([^\]]+))?\]\]/g;

/** A note as the library shows it. */
export function sampleNote(change: Partial<Note> & { id: number }): Note {
  const time = new Date(START + change.id * 60_000).toISOString();
  const note = { text: "", created: time, updated: time, article: null, article_title: null, ...change };
  const [title = "", ...rest] = note.text
    .replace(LINK, (_, target: string, shown?: string) => shown ?? target)
    .split("\n")
    .map((line) => line.replace(/^#+ |\*/g, "").trim())
    .filter(Boolean);
  return { ...note, title, excerpt: rest.join(" ") };
}

type NoteApi = Pick<
  Api,
  "notes" | "note" | "addNote" | "updateNote" | "deleteNotes" | "noteHtml" | "linkTargets" | "noteMentions"
>;

/** The notes of the archive in memory. */
export class FakeNotes implements NoteApi {
  list: Note[] = [];
  /** What the next write fails with. */
  failure: ApiError | null = null;
  /** The texts that were written, in order. */
  written: string[] = [];
  readonly #articles: () => Article[];
  readonly #changed: (before: Note[]) => number;
  #time = START + 86_400_000;

  constructor(articles: () => Article[], changed: (before: Note[]) => number) {
    this.#articles = articles;
    this.#changed = changed;
  }

  notes: Api["notes"] = async ({ article, standalone, find, offset = 0, limit = 0 }) => {
    const words = (find ?? "").toLowerCase().split(/\s+/);
    const wanted = (note: Note): boolean =>
      (!article || note.article === article) &&
      (!standalone || note.article === null) &&
      words.every((word) => note.text.toLowerCase().includes(word));
    const found = this.list.filter(wanted).sort((a, b) => b.updated.localeCompare(a.updated));
    return { rows: found.slice(offset, offset + limit), total: found.length };
  };

  note: Api["note"] = async (id) => this.#find(id);

  addNote: Api["addNote"] = async (article, text) => {
    this.#write(text);
    const value = this.#stored({ id: Math.max(0, ...this.list.map((note) => note.id)) + 1, article }, text);
    return { value, step: this.#put([...this.list, value]) };
  };

  updateNote: Api["updateNote"] = async (id, text, { updated, article }) => {
    this.#write(text);
    const before = this.list.find((note) => note.id === id);
    if (before?.updated === updated) {
      const note = this.#stored(before, text);
      const step = this.#put(this.list.map((other) => (other.id === id ? note : other)));
      return { value: { note, kept: null, was_gone: false }, step };
    }
    const { value, step } = await this.addNote(article, text);
    return { value: { note: value, kept: before ?? null, was_gone: !before }, step };
  };

  deleteNotes: Api["deleteNotes"] = async (ids) => {
    const value = ids.map((id) => this.#find(id));
    return { value, step: this.#put(this.list.filter((note) => !ids.includes(note.id))) };
  };

  noteHtml: Api["noteHtml"] = async (_, text) => {
    const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const linked = safe.replace(LINK, (_match, target: string, shown?: string) => {
      const article = this.#articles().find(({ title }) => title === target);
      const link = article ? `class="article" href="lede://article/${article.id}"` : 'class="missing"';
      return `<a ${link}>${shown ?? target}</a>`;
    });
    return linked
      .split(/\n{2,}/)
      .map((block) => block.replace(/^# (.*)$/, "<h2>$1</h2>").replace(/^(?!<h2>)(.*)$/s, '<p dir="auto">$1</p>'))
      .join("\n");
  };

  linkTargets: Api["linkTargets"] = async (words) =>
    this.#articles()
      .filter(({ title }) => title.toLowerCase().includes(words.toLowerCase()))
      .slice(0, 12)
      .map(({ id, title, site, published }) => ({ id, title, site, published, link: `[[${title}]]` }));

  noteMentions: Api["noteMentions"] = async (article) => {
    const title = this.#articles().find(({ id }) => id === article)?.title ?? "";
    const linking = this.list.filter(({ text }) => text.includes(`[[${title}`));
    return linking.map(({ id, text, ...note }): NoteMention => ({
      ...note,
      note: id,
      sentence: text.replace(LINK, "$1"),
    }));
  };

  /** Changes a note as another program would. */
  elsewhere(id: number, text: string): void {
    this.#put(this.list.map((note) => (note.id === id ? this.#stored(note, text) : note)));
  }

  #write(text: string): void {
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
    this.written.push(text);
  }

  #stored(note: Partial<Note> & { id: number }, text: string): Note {
    this.#time += 1000;
    const updated = new Date(this.#time).toISOString();
    const article_title = this.#articles().find(({ id }) => id === note.article)?.title ?? null;
    return sampleNote({ created: updated, ...note, text, updated, article_title });
  }

  #put(list: Note[]): number {
    const before = this.list;
    this.list = list;
    return this.#changed(before);
  }

  #find(id: number): Note {
    const note = this.list.find((candidate) => candidate.id === id);
    if (!note) throw new ApiError({ kind: "not-found", message: `no note ${id} in this archive`, hint: null });
    return note;
  }
}
