import {
  ApiError,
  type FetchTime,
  type FileImported,
  type FilePreview,
  type ImportOptions,
  type ImportShelf,
  type ImportSummary,
  type Progress,
} from "../api";
import { together } from "../utils/imports";
import { tagKey } from "../utils/tags";
import type { Lede } from "./lede.svelte";

/** The report of an earlier import. */
export interface ImportedDialog {
  imported: ImportSummary;
}

/** How far reading is: which of the files, from 0, and how far in that one. */
export interface FileProgress {
  file: number;
  progress: Progress;
}

/**
 * Bringing in what files of other programs hold: chosen or dropped, looked at, then taken in. One import runs at a time, and goes on while its
 * dialog is closed. Which files they are, the Rust side knows; here they have names only.
 */
export class Imports {
  readonly #lede: Lede;
  stage = $state<"choosing" | "looking" | "looked" | "importing" | "paused" | "done">("choosing");
  /** The chosen files. */
  names = $state.raw<readonly string[]>([]);
  previews = $state.raw<readonly FilePreview[]>([]);
  /** What came of the files that have ended. */
  outcomes = $state.raw<readonly FileImported[]>([]);
  /** What came so far of the file that was stopped. */
  halted = $state.raw<FileImported | null>(null);
  progress = $state.raw<FileProgress | null>(null);
  trouble = $state.raw<unknown>(null);

  tags = $state.raw<readonly string[]>([]);
  /** Where new articles go; null as the file says. */
  shelf = $state<ImportShelf | null>(null);
  fetch = $state<FetchTime>("now");
  skipFeeds = $state(false);

  /** Whether the window was to be closed, which would stop what runs. */
  leaving = $state(false);
  /** Whether what was last dragged over the window is files. */
  dragged = $state(false);
  readonly counts = $derived(together(this.previews));
  /** Whether there is a file among the chosen that can be taken in. */
  readonly ready = $derived(this.previews.some(({ preview }) => preview !== null));
  /** Share of all files that is read. */
  readonly share = $derived.by(() => {
    if (!this.progress || this.names.length === 0) return null;
    const { file, progress } = this.progress;
    const within = progress.total ? Math.min(1, progress.done / progress.total) : 0;
    return (file + within) / this.names.length;
  });
  /** The file that is read. */
  readonly name = $derived(this.names[this.progress?.file ?? this.outcomes.length] ?? "");
  #look = 0;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Whether the dialog is open. */
  get shown(): boolean {
    return this.#lede.dialog === "import";
  }

  /** Opens the dialog at its first step; while something runs or rests, shows that. */
  ask(): void {
    if (this.stage === "done" || this.stage === "looked") this.begin();
    this.show();
  }

  /** Shows the dialog as it stands. */
  show(): void {
    this.#lede.dialog = "import";
  }

  /** Back to the first step. */
  begin(): void {
    this.#look += 1;
    [this.stage, this.trouble, this.skipFeeds] = ["choosing", null, false];
    [this.names, this.previews, this.outcomes, this.halted] = [[], [], [], null];
    [this.tags, this.shelf, this.fetch] = [[], null, "now"];
  }

  /** Lets the person choose files, or a folder, and looks at them. */
  async choose(folder: boolean, heading = this.#lede.locale.t("import.chooseHeading")): Promise<void> {
    let names: string[] | null = null;
    const chosen = this.#lede.api.chooseImport(heading, folder).then((answer) => (names = answer));
    if ((await this.#lede.attempt(chosen)) && names) await this.#open(names);
  }

  /** Looks at files that were let go over the window. */
  async drop(): Promise<void> {
    if (this.stage === "importing") return this.show();
    let names: string[] | null = null;
    const dropped = this.#lede.api.dropImport().then((answer) => (names = answer));
    if (!(await this.#lede.attempt(dropped))) return;
    if (names) return this.#open(names);
    this.ask();
    this.#lede.toasts.show(this.#lede.locale.t("import.dropNoPath"), { tone: "error" });
  }

  /** Goes on with an import that broke off: the person says where its file is. */
  async resume(): Promise<void> {
    this.ask();
    await this.choose(false, this.#lede.locale.t("import.goOnWith"));
  }

  async #open(names: string[]): Promise<void> {
    this.begin();
    this.names = names;
    this.show();
    await this.look();
  }

  /** Reads what the files hold; changes nothing. */
  async look(): Promise<void> {
    const look = (this.#look += 1);
    if (this.stage !== "looked") this.stage = "looking";
    [this.progress, this.trouble] = [null, null];
    try {
      const previews = await this.#lede.api.previewImport(this.options);
      if (look !== this.#look) return;
      [this.previews, this.stage] = [previews, "looked"];
    } catch (error) {
      if (look !== this.#look) return;
      const stopped = error instanceof ApiError && error.kind === "cancelled";
      [this.stage, this.trouble] = ["choosing", stopped ? null : error];
    }
  }

  get options(): ImportOptions {
    return { format: null, tags: [...this.tags], shelf: this.shelf, fetch: this.fetch, skip_feeds: this.skipFeeds };
  }

  tag(path: string): void {
    if (path && !this.tags.some((tag) => tagKey(tag) === tagKey(path))) this.tags = [...this.tags, path];
  }

  untag(path: string): void {
    this.tags = this.tags.filter((tag) => tag !== path);
  }

  /** Leaves out what feeds brought, or not: what is new changes with it. */
  async setSkipFeeds(skip: boolean): Promise<void> {
    this.skipFeeds = skip;
    await this.look();
  }

  /** Takes the files in, from the first that has not ended. */
  async run(): Promise<void> {
    // What is still being looked at is stopped, and changes nothing here.
    this.#look += 1;
    [this.stage, this.leaving] = ["importing", false];
    [this.progress, this.trouble, this.halted] = [null, null, null];
    try {
      const outcomes = await this.#lede.api.import(this.options, this.outcomes.length);
      const last = outcomes.at(-1);
      this.halted = last?.error?.kind === "cancelled" ? last : null;
      this.outcomes = [...this.outcomes, ...(this.halted ? outcomes.slice(0, -1) : outcomes)];
      this.stage = this.outcomes.length < this.names.length ? "paused" : "done";
    } catch (error) {
      [this.stage, this.trouble] = ["paused", error];
    }
    if (!this.shown) this.#tell();
    await Promise.all([this.#lede.refresh(), this.#lede.attempt(this.#lede.fetching.load())]);
  }

  /** Stops what runs; what came in stays. */
  stop(): void {
    void this.#lede.attempt(this.#lede.api.cancelImport());
  }

  /** Leaves what rests as it is: the same files go on later. */
  finish(): void {
    if (this.halted) this.outcomes = [...this.outcomes, this.halted];
    [this.halted, this.stage] = [null, "done"];
  }

  /** Tells of an import that ended while its dialog was closed. */
  #tell(): void {
    const { locale, toasts } = this.#lede;
    const n = this.outcomes.reduce((sum, { report }) => sum + (report?.imported ?? 0), 0);
    const done = n > 0 ? locale.t("import.done", { n }) : locale.t("import.doneNothing");
    const action = { label: locale.t("import.report"), run: () => this.show(), testid: "import-report-open" };
    toasts.show(this.stage === "done" ? done : locale.t("import.paused"), { action });
  }

  /** Whether the window has to stay open for what runs: asks the person then. */
  holdsWindow(): boolean {
    if (this.stage !== "importing" || this.leaving) return false;
    this.leaving = true;
    this.show();
    return true;
  }

  /** Stops what runs, and closes the window. */
  leave(): void {
    void this.#lede.noting.closeWindow();
  }

  /** Moves what an import brought to the trash, with a way back. */
  async takeBack({ id, name }: ImportSummary): Promise<void> {
    const { locale, toasts } = this.#lede;
    const done = this.#lede.api.takeBackImport(id).then((step) => {
      if (step === null) toasts.show(locale.t("import.nothingLeft"));
      else this.#lede.done(locale.t("import.takenBack", { name }), step);
    });
    await this.#lede.attempt(done);
    await this.#lede.refresh();
  }

  /** Writes the report of an import to where the person says. */
  async saveReport(id: number): Promise<void> {
    const { locale, toasts } = this.#lede;
    const saved = this.#lede.api.saveImportReport(id, locale.t("import.csvHeading")).then((path) => {
      if (path !== null) toasts.show(locale.t("import.csvSaved", { path }));
    });
    await this.#lede.attempt(saved);
  }

  /** Asks which tags all that an import brought is to have. */
  async tagAll(id: number): Promise<void> {
    const { locale, toasts } = this.#lede;
    const asked = this.#lede.api.importedArticles(id).then((ids) => {
      if (ids.length > 0) this.#lede.dialog = { tags: ids };
      else toasts.show(locale.t("import.nothingLeft"));
    });
    await this.#lede.attempt(asked);
  }

  /** Shows the articles that came in: those of the first tag they all got. */
  async showTagged(): Promise<void> {
    const [path] = this.tags;
    if (path === undefined) return;
    this.#lede.dialog = null;
    await this.#lede.tags.showPath(path);
  }

  /** Fetches no more of what an import brought. */
  async stopFetching(id: number): Promise<void> {
    const { fetching, locale, toasts } = this.#lede;
    const stopped = fetching.stop(id).then((n) => toasts.show(locale.t("fetch.stopped", { n })));
    await this.#lede.attempt(stopped);
  }
}
