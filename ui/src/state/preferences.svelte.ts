import type { ExportFormat, HighlightColor } from "../api";
import { type Language, LANGUAGES, matchLanguage } from "../messages/catalogue";
import { ALL, KEEPS, type Options } from "../utils/exports";
import { COLORS } from "../utils/marks";

/** Colours of the window and of the reader. */
export const THEMES = ["system", "light", "sepia", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What becomes of boxes in the text that point to other stories. */
export const INSERTS = ["shown", "hidden"] as const;

/** What becomes of copies of one text in lists. */
export const COPIES = ["folded", "each"] as const;

/** Text steps: least, most and one step; sizes in CSS pixels, widths in characters, line height as a factor. */
export const STEPS = {
  size: { min: 14, max: 30, step: 1 },
  width: { min: 46, max: 96, step: 4 },
  leading: { min: 1.3, max: 2.1, step: 0.1 },
} as const;

/** Which of the text settings. */
export type TextSetting = keyof typeof STEPS;

interface Values {
  language: Language;
  theme: Theme;
  size: number;
  width: number;
  leading: number;
  font: "serif" | "sans";
  /** Width of the list in CSS pixels. */
  list: number;
  /** Colour of the last highlight. */
  mark: HighlightColor;
  /** How two versions are compared. */
  diff: "inline" | "beside";
  /** Whether the page's own lists stand under the article. */
  fromPage: "open" | "closed" | "hidden";
  /** Whether boxes in the text that point to other stories are shown. */
  inserts: (typeof INSERTS)[number];
  /** Whether copies of one text stand under the first of them in lists. */
  copies: (typeof COPIES)[number];
  /** Whether what a list can be narrowed to stands above its rows. */
  facets: "open" | "closed";
  /** The format of the last export. */
  exportFormat: ExportFormat;
  /** What went into it. */
  exportOptions: Options;
}

const KEY = "lede";
const defaults = (languages: readonly string[]): Values => ({
  language: matchLanguage(languages),
  theme: "system",
  size: 19,
  width: 66,
  leading: 1.6,
  font: "serif",
  list: 400,
  mark: "yellow",
  diff: "inline",
  fromPage: "open",
  inserts: "shown",
  copies: "folded",
  facets: "closed",
  exportFormat: "html",
  exportOptions: ALL,
});

/** How this person likes the window; remembered on this machine. */
export class Preferences {
  readonly #storage: Storage;
  #values: Values;

  constructor(storage: Storage, languages: readonly string[]) {
    this.#storage = storage;
    this.#values = $state(restore(storage, defaults(languages)));
  }

  get language(): Language {
    return this.#values.language;
  }

  get theme(): Theme {
    return this.#values.theme;
  }

  get size(): number {
    return this.#values.size;
  }

  get width(): number {
    return this.#values.width;
  }

  get leading(): number {
    return this.#values.leading;
  }

  get font(): "serif" | "sans" {
    return this.#values.font;
  }

  get list(): number {
    return this.#values.list;
  }

  get mark(): HighlightColor {
    return this.#values.mark;
  }

  get fromPage(): "open" | "closed" | "hidden" {
    return this.#values.fromPage;
  }

  get inserts(): (typeof INSERTS)[number] {
    return this.#values.inserts;
  }

  get copies(): (typeof COPIES)[number] {
    return this.#values.copies;
  }

  get facets(): "open" | "closed" {
    return this.#values.facets;
  }

  get exportFormat(): ExportFormat {
    return this.#values.exportFormat;
  }

  get exportOptions(): Options {
    return this.#values.exportOptions;
  }

  get diff(): "inline" | "beside" {
    return this.#values.diff;
  }

  set diff(diff: "inline" | "beside") {
    this.set({ diff });
  }

  /** Changes and remembers. */
  set(values: Partial<Values>): void {
    Object.assign(this.#values, values);
    this.#storage.setItem(KEY, JSON.stringify(this.#values));
  }

  /** Moves a text setting by `steps`, within its bounds. */
  step(setting: TextSetting, steps: number): void {
    const { min, max, step } = STEPS[setting];
    const value = Math.min(max, Math.max(min, this[setting] + steps * step));
    this.set({ [setting]: Math.round(value * 100) / 100 });
  }

  /** Shows boxes that point to other stories, or hides them. */
  toggleInserts(): void {
    this.set({ inserts: this.inserts === "hidden" ? "shown" : "hidden" });
  }

  /** Takes the next theme. */
  nextTheme(): void {
    const next = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    if (next) this.set({ theme: next });
  }
}

/** What was remembered, as far as it still makes sense. */
function restore(storage: Storage, values: Values): Values {
  let stored: Partial<Values>;
  try {
    stored = (JSON.parse(storage.getItem(KEY) ?? "{}") ?? {}) as Partial<Values>;
  } catch {
    return values;
  }
  const number = (name: TextSetting): number => {
    const { min, max } = STEPS[name];
    const value = stored[name];
    return typeof value === "number" && value >= min && value <= max ? value : values[name];
  };
  return {
    language: stored.language && stored.language in LANGUAGES ? stored.language : values.language,
    theme: stored.theme && THEMES.includes(stored.theme) ? stored.theme : values.theme,
    font: stored.font === "sans" ? "sans" : "serif",
    size: number("size"),
    width: number("width"),
    leading: number("leading"),
    list: typeof stored.list === "number" && stored.list > 0 ? stored.list : values.list,
    mark: stored.mark && COLORS.includes(stored.mark) ? stored.mark : values.mark,
    diff: stored.diff === "beside" ? "beside" : "inline",
    fromPage: stored.fromPage === "closed" || stored.fromPage === "hidden" ? stored.fromPage : "open",
    inserts: stored.inserts === "hidden" ? "hidden" : "shown",
    copies: stored.copies === "each" ? "each" : "folded",
    facets: stored.facets === "open" ? "open" : "closed",
    exportFormat: stored.exportFormat && stored.exportFormat in KEEPS ? stored.exportFormat : values.exportFormat,
    exportOptions: { ...values.exportOptions, ...stored.exportOptions },
  };
}
