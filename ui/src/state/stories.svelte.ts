import type { Story, StorySummary, What } from "../api";
import type { Lede } from "./lede.svelte";

/** What covers the window while a story is looked at or changed. */
export type StoryDialog =
  /** An article of the story whose timeline is shown. */
  | { story: number }
  /** A story that gets another name. */
  | { renameStory: StorySummary }
  /** A story that another one becomes part of. */
  | { joinStory: StorySummary };

/** Rows that are read at once. */
const PAGE = 60;

/** Stories: that of the open article, the list of all, and what a person makes of them. */
export class Stories {
  /** The story of an article that is open; null when it tells none with others. */
  shown = $state.raw<{ article: number; story: Story | null } | null>(null);
  /** Counted up when what is shown may have changed. */
  changed = $state(0);
  rows = $state.raw<readonly StorySummary[]>([]);
  /** Stories that the list finds; null until it was read. */
  total = $state.raw<number | null>(null);
  find = $state("");
  error = $state.raw<unknown>(null);
  /** All stories of the archive. */
  count = $state(0);

  readonly #lede: Lede;
  /** The timeline that a question was asked from, to go back to. */
  #from: number | null = null;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Reads the story of an article. */
  async load(article: number): Promise<void> {
    const story = await this.#lede.api.storyOf(article);
    this.shown = { article, story };
  }

  /** Reads the list from its beginning, as far as it was read. */
  async list(find = this.find): Promise<void> {
    this.find = find;
    const limit = Math.max(PAGE, this.rows.length);
    try {
      const page = await this.#lede.api.stories({ find, offset: 0, limit });
      if (this.find !== find) return;
      [this.rows, this.total, this.error] = [page.rows, page.total, null];
    } catch (error) {
      this.error = error;
    }
  }

  async more(): Promise<void> {
    const { find, rows } = this;
    await this.#lede.attempt(
      this.#lede.api.stories({ find, offset: rows.length, limit: PAGE }).then((page) => {
        if (this.find === find) [this.rows, this.total] = [[...rows, ...page.rows], page.total];
      }),
    );
  }

  /** Reads again what is shown, after the archive changed. */
  async refresh(): Promise<void> {
    const { reader, screen, api } = this.#lede;
    this.changed += 1;
    this.count = (await api.stories({ find: null, offset: 0, limit: 0 })).total;
    if (screen === "stories") await this.list();
    if (reader.panel === "connections" && reader.id !== null) await this.load(reader.id);
  }

  /** Shows the timeline of the story that an article belongs to. */
  open(article: number): void {
    this.#lede.dialog = { story: article };
  }

  askName(story: StorySummary): void {
    this.#ask({ renameStory: story });
  }

  askJoin(story: StorySummary): void {
    this.#ask({ joinStory: story });
  }

  /** Closes what was asked; a timeline that it was asked from comes back, for the story of `article` when that is given. */
  close(article = this.#from): void {
    this.#lede.dialog = this.#from === null || article === null ? null : { story: article };
    this.#from = null;
  }

  async rename(story: number, name: string): Promise<boolean> {
    return this.#tell("rename-story", name.trim() || null, (api) => api.renameStory(story, name));
  }

  async pin({ id, name, pinned }: StorySummary): Promise<boolean> {
    return this.#tell(pinned ? "unpin-story" : "pin-story", name, (api) => api.pinStory(id, !pinned));
  }

  async join(story: number, other: number): Promise<boolean> {
    return this.#tell("join-stories", null, (api) => api.joinStories([story, other]), 2);
  }

  async split(articles: readonly number[]): Promise<boolean> {
    return this.#tell("split-story", null, (api) => api.splitStory([...articles]), articles.length);
  }

  async takeOut(articles: readonly number[]): Promise<boolean> {
    return this.#tell("take-from-story", null, (api) => api.takeFromStory([...articles]), articles.length);
  }

  #ask(dialog: StoryDialog): void {
    const { dialog: before } = this.#lede;
    this.#from = before && typeof before === "object" && "story" in before ? before.story : null;
    this.#lede.dialog = dialog;
  }

  async #tell(
    action: What["action"],
    name: string | null,
    work: (api: Lede["api"]) => Promise<number | null>,
    count = 1,
  ): Promise<boolean> {
    const lede = this.#lede;
    const well = await lede.attempt(
      work(lede.api).then((step) => lede.done(lede.locale.told({ action, count, name }), step)),
    );
    await lede.refresh();
    return well;
  }
}
