import {
  type Api,
  ApiError,
  type Article,
  type ArticleSummary,
  type Progress,
  type Shelf,
  type ShelfCounts,
  type UndoStep,
  type Unlisten,
} from "../api";
import { blockOf, isNothing } from "../utils/repairs";
import { urlsIn } from "../utils/urls";
import { type Interval, INTERVALS } from "../utils/versions";
import { ArticleList, type View } from "./articles.svelte";
import { ACTIONS, apply, type Change, preview } from "./changes";
import { Citing } from "./citing";
import { type CollectionDialog, Collections } from "./collections.svelte";
import { Drag } from "./drag.svelte";
import { type ExportDialog, Exports } from "./exports.svelte";
import { Find } from "./find.svelte";
import { type ImportedDialog, Imports } from "./imports.svelte";
import { Links } from "./links.svelte";
import { Locale } from "./locale.svelte";
import { Marking } from "./marking";
import { Marks } from "./marks.svelte";
import { Notes } from "./notes.svelte";
import { Noting } from "./noting";
import type { Preferences } from "./preferences.svelte";
import { Fetching } from "./fetching.svelte";
import { Queue } from "./queue.svelte";
import { Quotes } from "./quotes.svelte";
import { Reader } from "./reader.svelte";
import { Repair } from "./repair.svelte";
import { SiteRules } from "./rules.svelte";
import { Search } from "./search.svelte";
import { Selection } from "./selection.svelte";
import { RelatedArticles } from "./related.svelte";
import { type RelationDialog, Relations } from "./relations.svelte";
import { Stories, type StoryDialog } from "./stories.svelte";
import { type TagDialog, Tags } from "./tags.svelte";
import { Trail } from "./trail.svelte";
import { Toasts } from "./toasts.svelte";

/** The shelves, in the order they stand. */
export const SHELVES = [
  "inbox",
  "unread",
  "reading",
  "read",
  "starred",
  "archived",
  "incomplete",
  "all",
  "trash",
] as const satisfies Shelf[];

/** What stands where the list does. */
export type Screen = "articles" | (typeof SCREENS)[number];
/** Those that the sidebar names below the shelves. */
export const SCREENS = ["stories", "notes", "highlights"] as const;

/** What covers the window until it is answered. */
export type Dialog =
  | "palette"
  | "settings"
  | "search-help"
  | "keys"
  | "rules"
  | "import"
  | { purge: number[] | null; count: number }
  /** Articles whose stored pages are to be cleaned again; null means all. */
  | { clean: number[] | null }
  /** Two versions of an article to be compared. */
  | { compare: { article: number; before: number; after: number } }
  /** Two articles whose texts are to be compared. */
  | { copies: readonly [ArticleSummary, ArticleSummary] }
  /** Articles with one text of which one is to be kept; first the one that is proposed. */
  | { merge: [ArticleSummary, ...ArticleSummary[]] }
  /** The article whose copy is corrected. */
  | { repair: Article }
  /** The article whose proof is shown. */
  | { proof: Article }
  /** The article that a page is pasted for. */
  | { paste: Article }
  | TagDialog
  | RelationDialog
  | StoryDialog
  | ExportDialog
  | ImportedDialog
  | CollectionDialog;

/** A block of the reader and where its menu opens, in CSS pixels of the window. */
export interface BlockPlace {
  x: number;
  y: number;
  /** What the block is known by, and which of those with the same key it is. */
  key: string;
  nth: number;
}

/** The least widths in CSS pixels at which the window shows two and three panes. */
const TWO_PANES = 720;
const THREE_PANES = 1100;
/** The least height in CSS pixels at which facets leave enough of the list to be seen. */
const ROOM_FOR_FACETS = 680;

/** The whole window: what it shows and what a person can do with it. */
export class Lede {
  readonly api: Api;
  readonly preferences: Preferences;
  readonly locale: Locale;
  readonly toasts = new Toasts();
  readonly list: ArticleList;
  readonly selection: Selection;
  readonly queue: Queue;
  readonly fetching: Fetching;
  readonly reader: Reader;
  readonly rules: SiteRules;
  readonly find: Find;
  readonly marks: Marks;
  readonly marking = new Marking(this);
  readonly quotes: Quotes;
  readonly notes: Notes;
  readonly noting = new Noting(this);
  readonly links = new Links(this);
  readonly trail = new Trail();
  readonly tags: Tags;
  readonly relations = new Relations(this);
  readonly stories = new Stories(this);
  readonly related = new RelatedArticles(this);
  readonly exports = new Exports(this);
  readonly imports = new Imports(this);
  readonly citing = new Citing(this);
  readonly drag = new Drag();
  readonly collections: Collections;
  readonly search: Search;

  counts = $state.raw<ShelfCounts | null>(null);
  dialog = $state.raw<Dialog | null>(null);
  /** What stands in the list's place. */
  screen = $state<Screen>("articles");
  /** Whether the sidebar is drawn over a window that has no room for it. */
  drawer = $state(false);
  /** Whether the popover with the text settings is shown. */
  typography = $state(false);
  /** Width of the window in CSS pixels. */
  width = $state(1280);
  readonly panes = $derived(this.width >= THREE_PANES ? 3 : this.width >= TWO_PANES ? 2 : 1);
  /** Height of the window in CSS pixels. */
  height = $state(800);
  /** Whether what a list can be narrowed to has room above its rows. */
  readonly roomForFacets = $derived(this.panes === 3 && this.height >= ROOM_FOR_FACETS);
  /** What was searched for when the open article was opened from what was found. */
  finding = $state<string | null>(null);
  /** The block of the reader that a menu is open for, and where in the window. */
  blockMenu = $state.raw<BlockPlace | null>(null);
  /** How far the work on the whole archive has come: cleaning again, or making anew what is derived. */
  work = $state.raw<Progress | null>(null);
  /** Whether everything derived is being made anew. */
  rebuilding = $state(false);
  /** Whether a backup is being made. */
  backingUp = $state(false);
  /** Grows whenever the archive has changed, by whichever program. */
  changes = $state(0);
  /** Articles that are still to be brought into the search index. */
  behind = $state(0);
  /** Whether nothing at all is kept yet. */
  readonly empty = $derived(this.counts !== null && this.counts.all + this.counts.trash === 0);
  /** Set by the panes: moves the keyboard's focus to one of them. */
  focus: Record<"list" | "find" | "save" | "reader" | "marks", () => void> = {
    list: () => undefined,
    find: () => undefined,
    save: () => undefined,
    reader: () => undefined,
    marks: () => undefined,
  };

  /** Set by the drop overlay: a drag has come over the window, or over the reader's frame. */
  dragEntered: (event: DragEvent) => void = () => undefined;

  #unlisten: Unlisten[] = [];
  #refreshing = false;
  #stale = false;

  constructor(api: Api, preferences: Preferences) {
    this.api = api;
    this.preferences = preferences;
    this.locale = new Locale(preferences);
    this.list = new ArticleList(api, () => preferences.copies === "folded");
    this.selection = new Selection(this.list);
    this.queue = new Queue(api);
    this.fetching = new Fetching(api, (error) => this.report(error));
    this.reader = new Reader(api, (error) => this.report(error));
    this.rules = new SiteRules(api);
    this.collections = new Collections(this, localStorage);
    this.find = new Find(
      api,
      (error) => this.report(error),
      () => this.focus.reader(),
    );
    this.marks = new Marks(
      api,
      (error) => this.report(error),
      (count, step) => this.done(this.locale.t("told.delete-highlight", { n: count }), step),
    );
    this.quotes = new Quotes(api);
    this.notes = new Notes(api, {
      parted: (why) => this.toasts.show(this.locale.t(`note.${why}`), { tone: "error" }),
      failed: () => this.toasts.show(this.locale.t("note.saveFailed"), { tone: "error" }),
    });
    this.tags = new Tags(this, localStorage);
    this.search = new Search(this);
  }

  /** Listens to the library and reads what is shown first. */
  async start(): Promise<void> {
    const { api, queue } = this;
    this.#unlisten = await Promise.all([
      api.onLibraryChanged(() => {
        this.changes += 1;
        this.fetching.look();
        void this.refresh();
      }),
      api.onJobChanged((job) => queue.change(job)),
      api.onJobProgressed((job, progress) => queue.advance(job, progress)),
      api.onWorkProgressed((progress) => {
        if (progress.stage === "exporting" || progress.stage === "finishing") this.exports.progress = progress;
        else this.work = progress;
      }),
      api.onImportProgressed((progress) => (this.imports.progress = progress)),
      api.onDragged((files) => (this.imports.dragged = files)),
      api.onUrlsReceived((urls) => void this.saveUrls(urls)),
      api.onQueueStalled((error) => this.report(error)),
      api.onWindowClosing(() => void this.noting.closeWindow()),
    ]);
    await Promise.all([
      this.list.show({}),
      this.#count(),
      this.attempt(queue.load()),
      this.attempt(this.fetching.load()),
      this.attempt(this.tags.load()),
      this.attempt(this.collections.load()),
    ]);
    void this.collections.count();
    await Promise.all([this.attempt(this.noting.refresh()), this.attempt(this.stories.refresh())]);
  }

  stop(): void {
    this.flush();
    this.fetching.halt();
    for (const unlisten of this.#unlisten) unlisten();
  }

  /** Writes what was noted and is not written yet, before the window goes. */
  flush(): void {
    this.reader.flush();
    void this.marks.notes.flush();
    void this.notes.flush();
  }

  /** Tells what went wrong. */
  report(error: unknown): void {
    const { sentence, hint, detail } = this.locale.trouble(error);
    this.toasts.show(sentence, { hint: [detail, hint].filter(Boolean).join(" · ") || null, tone: "error" });
  }

  /** Waits for `work` and tells when it fails; resolves to whether it succeeded. */
  async attempt(work: Promise<unknown>): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      this.report(error);
      return false;
    }
  }

  /** Reads again what is shown; several calls in a row become one. */
  async refresh(): Promise<void> {
    this.#stale = true;
    if (this.#refreshing) return;
    this.#refreshing = true;
    while (this.#stale) {
      this.#stale = false;
      await Promise.all([
        this.list.refresh(),
        this.#count(),
        this.attempt(this.tags.load()),
        this.attempt(this.reader.refresh()),
        this.links.article === null ? null : this.attempt(this.links.load(this.links.article)),
        this.attempt(this.noting.refresh()),
        this.attempt(this.relations.refresh()),
        this.attempt(this.stories.refresh()),
        this.attempt(this.related.refresh()),
        this.attempt(this.collections.load()),
        this.screen === "highlights" ? this.quotes.refresh() : null,
      ]);
      this.selection.follow();
      this.search.count();
    }
    this.#refreshing = false;
    void this.collections.count();
  }

  /** Shows another shelf, collection, search or order; a shelf that is named is shown whole, unless a tag comes with it. */
  async show(change: Partial<View>): Promise<void> {
    this.selection.reset();
    this.screen = "articles";
    this.drawer = false;
    if (change.shelf && this.panes === 1) this.reader.close();
    await this.list.show(change);
  }

  /** Shows something else in the list's place. */
  go(screen: Screen): void {
    this.screen = screen;
    this.drawer = false;
    if (this.panes === 1) this.reader.close();
  }

  /** Opens the article of a row. */
  openAt(index: number): void {
    this.selection.point(index);
    const { id } = this.selection;
    if (id === null) return;
    this.#read(id);
    this.finding = this.list.searching ? this.list.view.find : null;
  }

  /** Opens an article wherever it stands. */
  openArticle(id: number): void {
    const index = this.list.indexOf(id);
    if (index !== undefined) return this.openAt(index);
    this.selection.reset();
    this.#read(id);
  }

  /** Goes back, or forward again, along the articles that were opened. */
  travel(way: "back" | "forward"): void {
    const id = this.trail[way]();
    if (id !== null) this.openArticle(id);
  }

  /** Moves the cursor; an open article gives way to the one the cursor comes to. */
  async move(steps: number, extend: boolean): Promise<void> {
    if (this.screen === "stories" || (this.screen === "notes" && this.reader.id === null)) return this.focus.list();
    if (this.screen === "highlights") return this.marking.move(steps, extend);
    const index = this.selection.reach(steps);
    if (index < 0) return;
    await this.list.look(index, index);
    if (extend) await this.attempt(this.selection.extendTo(index));
    else if (this.reader.id !== null) this.openAt(index);
    else this.selection.point(index);
  }

  /** Gives copies that stand under an article of the list rows of their own, or takes these away. */
  async unfold(id: number, open: boolean): Promise<void> {
    const { list, selection } = this;
    const copies = list.under(id);
    const inside = selection.id !== null && copies.includes(selection.id);
    // What has no row any more is not picked either.
    if (!open) for (const copy of copies) selection.picked.delete(copy);
    await list.unfold(id, open);
    const index = list.indexOf(id);
    if (!open && inside && index !== undefined) [selection.index, selection.id] = [index, id];
    else selection.follow();
  }

  /** The same for the article under the cursor; what is put away may be that one among others. */
  async unfoldHere(open: boolean): Promise<void> {
    const { list, selection } = this;
    if (selection.id === null) return;
    const id = open ? selection.id : (list.above(selection.id) ?? selection.id);
    if (list.under(id).length > 0 && list.opened.includes(id) !== open) await this.unfold(id, open);
  }

  /** Lets copies of one text stand under the first of them in lists, or gives each a row. */
  async foldCopies(copies: "folded" | "each"): Promise<void> {
    this.preferences.set({ copies });
    await this.list.show({});
    this.selection.follow();
  }

  /** One step back: out of what is open, selected or searched for. */
  back(): void {
    if (this.selection.picked.size > 0) this.selection.clear();
    else if (this.find.open && this.reader.id !== null) return this.find.leave();
    else if (this.reader.panel) this.reader.panel = null;
    else if (this.reader.id !== null) this.reader.close();
    else if (this.queue.open) this.queue.toggle(false);
    else if (this.screen === "notes" && this.notes.draft) this.noting.close();
    else if (this.list.view.find && this.list.view.search === null) void this.show({ find: "" });
    this.focus.list();
  }

  /** Changes the articles the selection names, or `ids`. */
  async change(change: Change, ids: readonly number[] = this.targets): Promise<void> {
    if (ids.length === 0) return;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- it never changes
    const wanted = new Set(ids);
    const place = Math.min(...ids.map((id) => this.list.indexOf(id) ?? Infinity));
    if (change === "markUnread" && this.reader.id !== null && wanted.has(this.reader.id)) this.reader.discard();
    this.list.patch((row) => (wanted.has(row.id) ? preview(change, row) : row));
    try {
      const step = await apply(this.api, change, ids);
      this.done(this.locale.told({ action: ACTIONS[change], count: ids.length, name: null }), step);
    } catch (error) {
      this.report(error);
    }
    if (ids.length > 1) this.selection.clear();
    await this.refresh();
    this.#moveOn(wanted, place);
  }

  /** Compares two versions of an article. */
  compare(article: number, before: number, after: number): void {
    this.dialog = { compare: { article, before, after } };
  }

  /** Compares the version of the open article that is looked at with the one before it. */
  async compareWithBefore(): Promise<void> {
    const article = this.reader.article;
    if (!article) return;
    const find = this.api.versions(article.id).then((versions) => {
      const before = versions.find(({ version }) => version === article.version)?.before ?? null;
      if (before === null) this.toasts.show(this.locale.t("versions.one"));
      else this.compare(article.id, before, article.version);
    });
    await this.attempt(find);
  }

  /** Shows another version of an article from now on. */
  async showVersion(id: number, version: number): Promise<void> {
    const done = this.api.showVersion(id, version).then((step) => {
      this.reader.viewed = null;
      this.done(this.locale.told({ action: "show-version", count: 1, name: null }), step);
    });
    await this.attempt(done);
    await this.refresh();
  }

  /** Looks at the pages of articles again at this interval. */
  async watch(interval: Interval, ids: readonly number[] = this.targets): Promise<void> {
    if (ids.length === 0) return;
    const every = INTERVALS[interval];
    const done = this.api.watch([...ids], every).then((step) => {
      const action = every === null ? "unwatch" : "watch";
      this.done(this.locale.told({ action, count: ids.length, name: null }), step);
    });
    await this.attempt(done);
    await this.refresh();
  }

  /** Makes articles one with another, which is opened when one of them is open. */
  async merge(keep: number, others: readonly number[]): Promise<void> {
    const done = this.api.merge(keep, [...others]).then(({ value, step }) => {
      this.done(this.locale.told({ action: "merge", count: others.length, name: value.article.title }), step);
    });
    if (!(await this.attempt(done))) return;
    await this.refresh();
    if (this.reader.id !== null && others.includes(this.reader.id)) await this.attempt(this.reader.open(keep));
  }

  /** Makes everything anew that is derived of what the archive holds; goes on while the settings are closed. */
  async rebuild(): Promise<void> {
    [this.rebuilding, this.work] = [true, null];
    try {
      const { articles } = await this.api.rebuild();
      this.toasts.show(this.locale.t("rebuild.done", { n: articles }));
    } catch (error) {
      if (error instanceof ApiError && error.kind === "cancelled") this.toasts.show(this.locale.t("rebuild.stopped"));
      else this.report(error);
    } finally {
      this.rebuilding = false;
    }
    await this.refresh();
  }

  /** Makes a backup where the person says; goes on while the settings are closed. */
  async backup(): Promise<void> {
    [this.backingUp, this.work] = [true, null];
    try {
      const made = await this.api.backup(this.locale.t("backup.choose"));
      if (made) this.toasts.show(this.locale.t("backup.done", { size: this.locale.bytes(made.bytes) }));
    } catch (error) {
      if (error instanceof ApiError && error.kind === "cancelled") this.toasts.show(this.locale.t("backup.stopped"));
      else this.report(error);
    } finally {
      this.backingUp = false;
    }
  }

  /** Tells what was done, with a way back; without a step nothing changed and nothing is told. */
  done(text: string, step: number | null): void {
    if (step !== null) this.#offer(text, "action.undo", () => this.undo(step));
  }

  /** Takes back a change, or the newest. */
  async undo(step: number | null = null): Promise<void> {
    await this.#swap(this.api.undo(step), "undo.nothing", (undone) =>
      this.#offer(this.locale.t("undo.undone", { what: this.locale.told(undone.what) }), "action.redo", () =>
        this.redo(),
      ),
    );
  }

  /** Does again what was taken back last. */
  async redo(): Promise<void> {
    await this.#swap(this.api.redo(), "undo.nothingAgain", (done) => this.done(this.locale.told(done.what), done.id));
  }

  /** Deletes articles of the trash for good; null empties it. */
  async purge(ids: number[] | null): Promise<void> {
    const done = this.api.purge(ids).then((deleted) => {
      this.toasts.show(this.locale.t("purge.done", { n: deleted.length }));
    });
    if (!(await this.attempt(done))) return;
    if (this.reader.article?.trashed) this.reader.close();
    this.selection.clear();
    await this.refresh();
  }

  /** Saves the addresses in `text`; false when there are none. */
  async saveText(text: string): Promise<boolean> {
    const urls = urlsIn(text);
    if (urls.length > 0) return this.saveUrls(urls);
    this.toasts.show(this.locale.t("save.none"), { tone: "error" });
    return false;
  }

  saveUrls(urls: string[]): Promise<boolean> {
    return this.attempt(this.queue.save(urls));
  }

  /** The shelves that are offered: the doubtful only while there are some. */
  get shelves(): readonly (typeof SHELVES)[number][] {
    const wanted = (shelf: Shelf): boolean =>
      shelf !== "incomplete" || this.list.view.shelf === shelf || (this.counts?.incomplete ?? 0) > 0;
    return SHELVES.filter(wanted);
  }

  /** Cleans the stored pages of articles again, without the network; resolves to whether all went well. */
  async reextract(ids: readonly number[]): Promise<boolean> {
    const done = this.api.reextract([...ids]).then((outcomes) => {
      const failed = outcomes.find((outcome) => outcome.error)?.error;
      if (failed) throw new ApiError(failed);
      const n = outcomes.filter((outcome) => outcome.status === "saved").length;
      this.toasts.show(n > 0 ? this.locale.t("reader.cleaned", { n }) : this.locale.t("reader.sameCopy"));
    });
    const well = await this.attempt(done);
    await this.refresh();
    return well;
  }

  /** Stores corrections of a copy; resolves to whether it went well. */
  async saveRepairs(repair: Repair): Promise<boolean> {
    const told = repair.repairs && isNothing(repair.repairs) ? "clear-repairs" : "repair";
    const well = await this.attempt(
      repair.save().then((step) => this.done(this.locale.told({ action: told, count: 1, name: null }), step)),
    );
    await this.refresh();
    return well;
  }

  /** Takes the `nth` block with this key out of an article's copy. */
  async removeBlock(article: Article, key: string, nth: number): Promise<void> {
    const repair = new Repair(this.api, article);
    await repair.load();
    if (repair.error) return this.report(repair.error);
    const block = repair.page && blockOf(repair.page, key, nth);
    if (block) {
      repair.set([block.number], false);
      await this.saveRepairs(repair);
    } else {
      this.toasts.show(this.locale.t("repair.noBlock"), { hint: this.locale.t("repair.noBlock.hint"), tone: "error" });
    }
  }

  /** Takes a page from elsewhere as a new version of an article. */
  async givePage(id: number, html: string): Promise<boolean> {
    return this.attempt(this.queue.give(id, html));
  }

  /** Asks for a saved page and takes it as a new version of an article. */
  async choosePage(id: number): Promise<void> {
    await this.attempt(this.queue.choose(id, this.locale.t("action.choosePage")));
  }

  /** Puts `text` into the clipboard. */
  async copy(text: string): Promise<void> {
    if (await this.attempt(this.api.writeClipboard(text))) this.toasts.show(this.locale.t("settings.copied"));
  }

  /** Keeps the article that comes with the program, and opens it. */
  async saveExample(): Promise<void> {
    const saved = this.api.saveExample(this.locale.language).then(async ({ id }) => {
      await this.refresh();
      if (id !== null) this.openArticle(id);
    });
    await this.attempt(saved);
  }

  /** What an action applies to: what is picked, else the open article, else the cursor's. */
  get targets(): number[] {
    if (this.screen !== "articles" && this.reader.id === null) return [];
    if (this.selection.picked.size > 0) return this.selection.targets;
    return this.reader.id === null ? this.selection.targets : [this.reader.id];
  }

  /** Opens an article; the panel of saves, which would cover it, gives way. */
  #read(id: number): void {
    this.queue.toggle(false);
    this.finding = null;
    this.trail.visit(id);
    void this.reader.open(id);
  }

  async #swap(
    work: Promise<UndoStep | null>,
    nothing: "undo.nothing" | "undo.nothingAgain",
    tell: (step: UndoStep) => void,
  ): Promise<void> {
    await this.attempt(
      work.then((step) => {
        if (step) tell(step);
        else this.toasts.show(this.locale.t(nothing));
      }),
    );
    await this.refresh();
  }

  #offer(text: string, label: "action.undo" | "action.redo", run: () => Promise<void>): void {
    const toast = this.toasts.show(text, {
      action: {
        label: this.locale.t(label),
        testid: label === "action.undo" ? "toast-undo" : "toast-redo",
        run: () => {
          this.toasts.dismiss(toast);
          void run();
        },
      },
    });
  }

  /** Where changed articles have left the list, from `place` on, cursor and reader go on to what follows them. */
  #moveOn(changed: ReadonlySet<number>, place: number): void {
    const gone = (id: number | null): boolean => id !== null && changed.has(id) && this.list.indexOf(id) === undefined;
    const index = Math.min(place, (this.list.total ?? 0) - 1);
    const wasOpen = gone(this.reader.id);
    if (wasOpen && (this.panes === 1 || index < 0 || !this.list.row(index))) this.reader.close();
    else if (wasOpen) this.openAt(index);
    else if (gone(this.selection.id) && index >= 0) this.selection.point(index);
  }

  async #count(): Promise<void> {
    try {
      const [counts, { behind }] = await Promise.all([this.api.shelfCounts(), this.api.indexState()]);
      [this.counts, this.behind] = [counts, behind];
    } catch (error) {
      // The list shows its own error; one message is enough.
      if (this.list.error === null) this.report(error);
    }
  }
}
