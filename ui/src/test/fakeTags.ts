import type { Article, Tag, TagColor } from "../api";
import { tagKey } from "../utils/tags";

interface Known {
  id: number;
  path: string;
  color: TagColor | null;
}

/** The tags of an archive in memory: articles name them by path, this knows their numbers and colours. */
export class FakeTags {
  #known: Known[] = [];
  #next = 1;

  /** Every tag with its number of articles; what articles name is known from then on. */
  list(rows: readonly Article[]): Tag[] {
    for (const path of rows.flatMap((row) => row.tags)) this.make(path);
    const sorted = [...this.#known].sort((a, b) => (a.path < b.path ? -1 : 1));
    return sorted.map(({ id, path, color }) => ({
      id,
      path,
      color,
      parent: this.#find(path.slice(0, Math.max(0, path.lastIndexOf("/"))))?.id ?? null,
      count: rows.filter((row) => !row.trashed && row.tags.some((tag) => within(tag, path))).length,
    }));
  }

  of(id: number): Known {
    const known = this.#known.find((tag) => tag.id === id);
    if (!known) throw new Error(`no tag ${id}`);
    return known;
  }

  /** Whether a row has a tag or one below it. */
  has(row: { tags: readonly string[] }, id: number): boolean {
    return row.tags.some((tag) => within(tag, this.of(id).path));
  }

  /** The tag of a path, made with all that it stands under. */
  make(path: string): Known {
    const steps = path.split("/");
    steps.forEach((_, at) => {
      const part = steps.slice(0, at + 1).join("/");
      if (!this.#find(part)) this.#known.push({ id: this.#next++, path: part, color: null });
    });
    return this.#find(path) ?? { id: 0, path, color: null };
  }

  /** Gives a tag and all below it another path, also on the rows; what is there already takes them in. */
  put(rows: readonly Article[], id: number, path: string): Article[] {
    const from = this.of(id).path;
    const renamed = (tag: string): string => (within(tag, from) ? path + tag.slice(from.length) : tag);
    const moved = this.#known.map((tag) => ({ ...tag, path: renamed(tag.path) }));
    this.#known = moved.filter((tag, at) => moved.findIndex((other) => other.path === tag.path) === at);
    this.make(path);
    return rows.map((row) => ({ ...row, tags: [...new Set(row.tags.map(renamed))] }));
  }

  delete(rows: readonly Article[], id: number): Article[] {
    const { path } = this.of(id);
    this.#known = this.#known.filter((tag) => !within(tag.path, path));
    return rows.map((row) => ({ ...row, tags: row.tags.filter((tag) => !within(tag, path)) }));
  }

  color(id: number, color: TagColor | null): void {
    this.#known = this.#known.map((tag) => (tag.id === id ? { ...tag, color } : tag));
  }

  #find(path: string): Known | undefined {
    return this.#known.find((tag) => tagKey(tag.path) === tagKey(path));
  }
}

const within = (path: string, above: string): boolean => path === above || path.startsWith(`${above}/`);
