import {
  ApiError,
  type ExportChoice,
  type Exported,
  type ExportFormat,
  type ExportPreview,
  type Progress,
  type StorySummary,
} from "../api";
import { ALL, fileName, type Options, optionsFor } from "../utils/exports";
import type { Lede } from "./lede.svelte";

/** What is to be exported; a list has a name that its file may get. */
export interface ExportDialog {
  export: ExportChoice;
  title: string;
}

/** The export that is prepared, runs, or ran last. One runs at a time, and goes on while its dialog is closed. */
export class Exports {
  readonly #lede: Lede;
  stage = $state<"choosing" | "writing" | "done" | "failed">("choosing");
  title = $state("");
  preview = $state.raw<ExportPreview | null>(null);
  /** Where it goes. */
  path = $state("");
  progress = $state.raw<Progress | null>(null);
  outcome = $state.raw<Exported | null>(null);
  trouble = $state.raw<unknown>(null);
  /** Share of the articles that are written; none while all of them are put together. */
  readonly share = $derived.by(() => {
    const { stage, done, total } = this.progress ?? {};
    return stage === "exporting" && total ? (done ?? 0) / total : null;
  });
  readonly name = $derived(fileName(this.path));
  /** Whether the window was to be closed, which would stop what is written. */
  leaving = $state(false);
  /** Whether it is the whole archive, of which a lossless export has the trash, too. */
  whole = $state(false);
  #wish: ExportDialog | null = null;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  get format(): ExportFormat {
    return this.#lede.preferences.exportFormat;
  }

  get options(): Options {
    return this.#lede.preferences.exportOptions;
  }

  /** Asks how to export something; while an export runs, shows that one. */
  ask(choice: ExportChoice, title: string): void {
    const wish = { export: choice, title };
    if (this.stage !== "writing") void this.#begin(wish);
    this.#lede.dialog = wish;
  }

  /** Asks how to export articles: those that actions apply to, unless others are named. */
  askFor(ids: readonly number[] = this.#lede.targets): void {
    if (ids.length > 0) this.ask({ articles: [...ids] }, "");
  }

  /** Asks how to export the list as it stands. */
  askForList(): void {
    const { collections, list, locale, tags } = this.#lede;
    const { collection } = list.view;
    if (collection !== null && list.view.find.trim() === "") return this.ask({ collection }, "");
    const shelf = tags.current?.path ?? locale.t(`shelf.${list.view.shelf}`);
    const place = collections.current?.name ?? shelf;
    this.ask({ list: list.query }, list.view.find.trim() || place);
  }

  /** Asks how to export a story, along time. */
  async askForStory({ id, name }: StorySummary): Promise<void> {
    const asked = this.#lede.api.storyOf(id).then((story) => {
      if (story) this.ask({ articles: story.members.map((member) => member.id) }, name);
    });
    await this.#lede.attempt(asked);
  }

  /** Shows the dialog of what runs or ran last. */
  show(): void {
    if (this.#wish) this.#lede.dialog = this.#wish;
  }

  /** Whether the window has to stay open for what is written: asks the person then. */
  holdsWindow(): boolean {
    if (this.stage !== "writing" || this.leaving) return false;
    this.leaving = true;
    this.show();
    return true;
  }

  /** Stops what is written, and closes the window. */
  leave(): void {
    void this.#lede.noting.closeWindow();
  }

  /** Back to the choice of a format, for the same articles. */
  async again(): Promise<void> {
    if (this.#wish) await this.#begin({ ...this.#wish, title: this.title });
  }

  async #begin(wish: ExportDialog): Promise<void> {
    this.#wish = wish;
    [this.stage, this.whole] = ["choosing", wish.export === "archive"];
    [this.title, this.preview, this.trouble, this.outcome] = [wish.title, null, null, null];
    try {
      const preview = await this.#lede.api.exportPreview(wish.export);
      if (this.#wish !== wish) return;
      this.preview = preview;
      if (this.title === "") this.title = preview.title || this.#lede.locale.t("export.untitled");
    } catch (error) {
      if (this.#wish === wish) this.trouble = error;
    }
  }

  /** Lets the person choose a place, and exports to it. */
  async run(): Promise<void> {
    const { api, locale } = this.#lede;
    const { format, title } = this;
    const { folder } = optionsFor(format, this.options);
    let path: string | null = null;
    const chosen = api.chooseExport(locale.t("export.saveAs"), title, format, folder).then((answer) => (path = answer));
    if ((await this.#lede.attempt(chosen)) && path !== null) {
      this.path = path;
      await this.write(false);
    }
  }

  /** Exports to the place that was chosen. */
  async write(replace: boolean): Promise<void> {
    const { api } = this.#lede;
    const wish = this.#wish;
    if (!wish) return;
    [this.stage, this.leaving] = ["writing", false];
    [this.progress, this.trouble] = [null, null];
    const { format, title } = this;
    const options = optionsFor(format, this.options);
    try {
      this.outcome = await api.export({ choice: wish.export, title, format, options, replace });
      this.stage = "done";
      if (this.#lede.dialog !== wish) this.#tell(this.outcome);
    } catch (error) {
      this.#fail(error, wish);
    }
  }

  #fail(error: unknown, wish: ExportDialog): void {
    const { locale, toasts } = this.#lede;
    if (error instanceof ApiError && error.kind === "cancelled") {
      this.stage = "choosing";
      toasts.show(locale.t("export.stopped"));
      return;
    }
    [this.stage, this.trouble] = ["failed", error];
    if (this.#lede.dialog !== wish) {
      const { sentence, hint } = locale.trouble(error);
      const action = { label: locale.t("export.report"), run: () => this.show(), testid: "export-report-open" };
      toasts.show(sentence, { hint, tone: "error", action });
    }
  }

  /** Tells of an export that ended while its dialog was closed. */
  #tell({ report }: Exported): void {
    const { locale, toasts } = this.#lede;
    const n = report.left_out.length;
    toasts.show(locale.t("export.done", { n: report.exported }), {
      hint: n > 0 ? locale.t("export.leftOutToast", { n }) : null,
      action: { label: locale.t("export.report"), run: () => this.show(), testid: "export-report-open" },
    });
  }

  stop(): void {
    void this.#lede.attempt(this.#lede.api.cancelExport());
  }

  /** Opens what was written, or the folder that it lies in. */
  open(folder: boolean): void {
    void this.#lede.attempt(this.#lede.api.openExport(folder));
  }

  /** What an article of the report is called. */
  titleOf(id: number): string {
    const title = this.outcome?.titles.find(([article]) => article === id)?.[1];
    return title ?? this.#lede.locale.t("export.article", { id });
  }

  /** Puts all that is not in the export into the clipboard, a line each. */
  async copyLeftOut(): Promise<void> {
    const lines = this.outcome?.report.left_out.map(({ id, why }) => `${id}\t${this.titleOf(id)}\t${why}`) ?? [];
    await this.#lede.copy(lines.join("\n"));
  }

  choose(format: ExportFormat): void {
    this.#lede.preferences.set({ exportFormat: format });
  }

  set(option: keyof Options, value: boolean): void {
    this.#lede.preferences.set({ exportOptions: { ...ALL, ...this.options, [option]: value } });
  }
}
