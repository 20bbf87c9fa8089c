import type { Action, Changed, Tag, TagColor, TagSuggestion, TagUse } from "../api";
import { type Branch, branchesOf, type Landing, type Place } from "../utils/tree";
import { type Keyed, matchTags, tagKey, tagName, tidyTag } from "../utils/tags";
import type { Cargo, Load } from "./drag.svelte";
import { Folds } from "./folds.svelte";
import type { Lede } from "./lede.svelte";

/** What a dialog about tags is for. */
export type TagDialog =
  /** Gives articles tags and takes them. */
  | { tags: readonly number[] }
  /** Chooses where a tag goes: under another, or into another. */
  | { tag: "move" | "merge"; id: number };

/** The tags of the archive, as a tree, and what a person does with them. */
export class Tags {
  list = $state.raw<readonly Tag[]>([]);
  /** The tag whose name is being written in the tree. */
  renaming = $state<number | null>(null);
  readonly keyed: readonly Keyed[] = $derived(this.list.map((tag) => ({ tag, key: tagKey(tag.path) })));
  readonly branches: readonly Branch<Tag>[] = $derived.by(() => this.#grow());
  readonly folds: Folds;

  readonly #lede: Lede;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
  readonly #byId: ReadonlyMap<number, Tag> = $derived(new Map(this.list.map((tag) => [tag.id, tag])));
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
  readonly #byKey: ReadonlyMap<string, Tag> = $derived(new Map(this.keyed.map(({ tag, key }) => [key, tag])));

  constructor(lede: Lede, storage: Storage) {
    this.#lede = lede;
    this.folds = new Folds(storage, "tags");
  }

  /** The tag that the list shows. */
  get current(): Tag | null {
    return this.of(this.#lede.list.view.tag);
  }

  of(id: number | null): Tag | null {
    return id === null ? null : (this.#byId.get(id) ?? null);
  }

  /** The tag that a path names, however it is spelled. */
  named(path: string): Tag | null {
    return this.#byKey.get(tagKey(tidyTag(path))) ?? null;
  }

  /** The tags that fit what is typed, the best first. */
  matching(text: string): Tag[] {
    return matchTags(this.keyed, text);
  }

  /** The colour a tag is shown in: its own, or that of the nearest tag above that has one. */
  colorOf(tag: Tag | null): TagColor | null {
    for (let at = tag; at; at = this.of(at.parent)) if (at.color) return at.color;
    return null;
  }

  /** Reads the tags again; a list of what is gone gives way. */
  async load(): Promise<void> {
    const list = await this.#lede.api.tags();
    if (!same(this.list, list)) this.list = list;
    if (this.#lede.list.view.tag !== null && !this.current) await this.#lede.show({ shelf: "all", find: "" });
  }

  /** Lists the articles of a tag, those of the tags below it included. */
  async show(tag: Tag): Promise<void> {
    await this.#lede.show({ shelf: "all", find: "", tag: tag.id });
  }

  /** Lists the articles of the tag that a path names. */
  async showPath(path: string): Promise<void> {
    const tag = this.named(path);
    if (tag) await this.show(tag);
  }

  /** Opens the dialog of tags for what an action applies to. */
  ask(ids: readonly number[] = this.#lede.targets): void {
    if (ids.length > 0) this.#lede.dialog = { tags: ids };
  }

  uses(ids: readonly number[]): Promise<TagUse[]> {
    return this.#lede.api.tagUses([...ids]);
  }

  suggestions(ids: readonly number[]): Promise<TagSuggestion[]> {
    return this.#lede.api.tagSuggestions([...ids]);
  }

  /** Gives articles some tags and takes others; true when it was done. */
  async retag(ids: readonly number[], add: readonly string[], remove: readonly number[]): Promise<boolean> {
    const names = [...remove.map((id) => this.of(id)?.path ?? ""), ...add];
    const action = add.length === 0 ? "untag" : remove.length === 0 ? "tag" : "retag";
    const work = this.#lede.api.retag([...ids], [...add], [...remove]);
    return this.#change(action, ids.length, names.join(", "), work);
  }

  /** Gives articles a tag that is there. */
  async give(tag: Tag, ids: readonly number[]): Promise<void> {
    await this.retag(ids, [tag.path], []);
  }

  /** Gives a tag another name where it stands; slashes in it make further steps. */
  async rename(tag: Tag, name: string): Promise<void> {
    this.renaming = null;
    const tidy = tidyTag(name);
    const above = this.of(tag.parent);
    const path = above ? `${above.path}/${tidy}` : tidy;
    if (tidy === "" || path === tag.path) return;
    const other = this.named(path);
    if (other && other.id !== tag.id) {
      this.#lede.toasts.show(this.#lede.locale.t("tags.taken", { name: other.path }), {
        tone: "error",
        action: {
          label: this.#lede.locale.t("tags.mergeThem"),
          testid: "toast-merge",
          run: () => void this.merge(tag, other),
        },
      });
      return;
    }
    await this.#change("rename-tag", 1, tag.path, this.#lede.api.renameTag(tag.id, path));
  }

  /** Moves a tag under another, or to the top. */
  async move(tag: Tag, under: Tag | null): Promise<void> {
    if (tag.parent === (under?.id ?? null)) return;
    const twin = this.named(under ? `${under.path}/${tagName(tag.path)}` : tagName(tag.path));
    if (twin && twin.id !== tag.id) return this.merge(tag, twin);
    if (under) this.folds.set(under.id, true);
    await this.#change("move-tags", 1, tag.path, this.#lede.api.moveTags([tag.id], under?.id ?? null));
  }

  /** Puts one tag in the place of another. */
  async merge(tag: Tag, into: Tag): Promise<void> {
    const shown = this.current;
    const work = this.#lede.api.mergeTags([tag.id], into.id);
    const done = await this.#change("merge-tags", 1, into.path, work);
    if (done && shown && !this.of(shown.id)) await this.show(into);
  }

  async color(tag: Tag, color: TagColor | null): Promise<void> {
    await this.#change("color-tags", 1, tag.path, this.#lede.api.colorTags([tag.id], color));
  }

  async delete(tag: Tag): Promise<void> {
    await this.#change("delete-tags", 1, tag.path, this.#lede.api.deleteTags([tag.id]));
  }

  /** Whether `tag` is `above` or stands below it. */
  isWithin(tag: Tag, above: Tag): boolean {
    for (let at: Tag | null = tag; at; at = this.of(at.parent)) if (at.id === above.id) return true;
    return false;
  }

  /** What is carried when a tag is dragged. */
  readonly carry = (tag: Tag): Load => ({ cargo: { kind: "tag", id: tag.id }, text: `# ${tagName(tag.path)}` });

  /** Where at a tag something may be dropped. */
  readonly places = (cargo: Cargo, tag: Tag): readonly Place[] => {
    if (cargo.kind === "articles") return ["inside"];
    const dragged = cargo.kind === "tag" ? this.of(cargo.id) : null;
    if (!dragged || this.isWithin(tag, dragged)) return [];
    // Tags stand in the order of their names: beside a tag of the top means the top.
    return tag.parent === null && dragged.parent !== null ? ["inside", "after"] : ["inside"];
  };

  /** Takes what is dropped onto the tree. */
  readonly drop = (cargo: Cargo, { item, place }: Landing<Tag>): void => {
    if (cargo.kind === "articles") void this.give(item, cargo.ids);
    const dragged = cargo.kind === "tag" ? this.of(cargo.id) : null;
    if (dragged) void this.move(dragged, place === "inside" ? item : null);
  };

  #grow(): readonly Branch<Tag>[] {
    const { compare } = new Intl.Collator(this.#lede.locale.language, { numeric: true, sensitivity: "base" });
    const rows = this.list.map((tag) => ({ tag, name: tagName(tag.path) }));
    rows.sort((a, b) => compare(a.name, b.name));
    return branchesOf(
      rows.map(({ tag }) => tag),
      (tag) => tag.parent,
    );
  }

  async #change<T>(action: Action, count: number, name: string, work: Promise<Changed<T>>): Promise<boolean> {
    const { locale } = this.#lede;
    const done = work.then(({ step }) => this.#lede.done(locale.told({ action, count, name }), step));
    const well = await this.#lede.attempt(done);
    await this.#lede.refresh();
    return well;
  }
}

/** Whether two lists of tags show alike: most changes of an archive leave them as they are. */
function same(a: readonly Tag[], b: readonly Tag[]): boolean {
  if (a.length !== b.length) return false;
  return a.every((tag, at) => {
    const other = b[at];
    return (
      other !== undefined &&
      tag.id === other.id &&
      tag.count === other.count &&
      tag.path === other.path &&
      tag.color === other.color &&
      tag.parent === other.parent
    );
  });
}
