import type { Api, Article, Direction, PageBlock, PageBlocks, RepairedFields, RepairPreview, Repairs } from "../api";
import {
  around,
  choose,
  isDate,
  isLanguage,
  NO_FIELDS,
  repairsOf,
  type Run,
  runsOf,
  withParts,
} from "../utils/repairs";

/** Something the keyboard comes to: a block or a part by its number, or a folded run by that of its first block. */
export interface Stop {
  kind: "block" | "fold";
  number: number;
}

/** One correction of a copy, from the page's blocks to the new version. */
export class Repair {
  readonly article: Article;
  page = $state.raw<PageBlocks | null>(null);
  error = $state.raw<unknown>(null);
  /** Which blocks are to be in the copy. */
  chosen = $state.raw<readonly boolean[]>([]);
  fields = $state.raw<RepairedFields>(NO_FIELDS);
  /** Where the keyboard is. */
  cursor = $state.raw<Stop | null>(null);
  /** Where a selection of several began. */
  anchor = $state.raw<number | null>(null);
  /** Runs that are unfolded, and blocks whose parts can be chosen. */
  unfolded = $state.raw<readonly number[]>([]);
  opened = $state.raw<readonly number[]>([]);
  preview = $state.raw<RepairPreview | null>(null);
  busy = $state(false);

  readonly items = $derived<(number | Run)[]>(this.page ? runsOf(this.page.blocks) : []);
  readonly repairs = $derived<Repairs | null>(this.page && repairsOf(this.page, this.chosen, this.fields));
  /** How many blocks and fields differ from what is kept now. */
  readonly changes = $derived(this.#changes());
  /** Fields whose text cannot be used. */
  readonly faults = $derived<(keyof RepairedFields)[]>(faultsOf(this.fields));
  readonly saveable = $derived(this.changes > 0 && this.faults.length === 0 && !this.busy);
  /** What the arrow keys go through. */
  readonly stops = $derived<Stop[]>(this.#stops());

  readonly #api: Api;
  #before: readonly boolean[] = [];
  #past: (readonly boolean[])[] = [];

  constructor(api: Api, article: Article) {
    this.#api = api;
    this.article = article;
  }

  /** Reads the blocks of the page. */
  async load(): Promise<void> {
    this.error = null;
    try {
      const page = await this.#api.pageBlocks(this.article.id);
      this.fields = page.repairs.fields;
      this.#before = page.blocks.map((block) => block.shown);
      this.chosen = this.#before;
      this.page = page;
      const first = page.blocks.find((block) => block.within === null && block.shown);
      this.cursor = first ? { kind: "block", number: first.number } : (this.stops[0] ?? null);
    } catch (error) {
      this.error = error;
    }
  }

  block(number: number): PageBlock | undefined {
    return this.page?.blocks[number];
  }

  /** What became of a block, as it is shown. */
  state(number: number): "kept" | "dropped" | "removed" | "restored" {
    const [chosen, kept] = [this.chosen[number], this.block(number)?.kept];
    if (chosen) return kept ? "kept" : "restored";
    return kept ? "removed" : "dropped";
  }

  /** The blocks that are picked: from the anchor to the cursor. */
  get picked(): number[] {
    if (this.cursor?.kind !== "block") return [];
    const { number } = this.cursor;
    if (this.anchor === null) return [number];
    const [first, last] = [Math.min(this.anchor, number), Math.max(this.anchor, number)];
    const stops = this.stops.filter((stop) => stop.kind === "block").map((stop) => stop.number);
    return stops.filter((stop) => stop >= first && stop <= last);
  }

  /** Puts the cursor on a block; with `extend` what lies between is picked. */
  point(stop: Stop, extend = false): void {
    this.anchor = extend && this.cursor?.kind === "block" ? (this.anchor ?? this.cursor.number) : null;
    this.cursor = stop;
  }

  /** Moves the cursor by so many stops. */
  move(steps: number, extend: boolean): void {
    const at = this.stops.findIndex((stop) => this.#isCursor(stop));
    const stop = this.stops[Math.max(0, Math.min(this.stops.length - 1, at + steps))];
    if (stop) this.point(stop, extend);
  }

  /** Turns what is picked: all of it goes the way that the cursor's block goes. */
  toggle(): void {
    const { cursor } = this;
    if (cursor?.kind === "fold") return this.fold(cursor.number);
    if (!cursor || !this.page) return;
    this.set(this.picked, !this.chosen[cursor.number]);
  }

  /** Puts blocks into the copy, or takes them out. */
  set(numbers: readonly number[], wanted: boolean): void {
    const blocks = this.page?.blocks ?? [];
    this.#past.push(this.chosen);
    this.chosen = numbers.reduce((chosen, number) => choose(blocks, chosen, number, wanted), this.chosen);
  }

  /** Takes back the last choice of blocks. */
  back(): void {
    this.chosen = this.#past.pop() ?? this.chosen;
  }

  /** Folds or unfolds a run. */
  fold(first: number): void {
    this.unfolded = turned(this.unfolded, first);
    if (this.unfolded.includes(first)) this.point({ kind: "block", number: first });
    else this.point({ kind: "fold", number: first });
  }

  /** Opens or closes the parts of a block. */
  open(number: number, wanted: boolean): void {
    if (!this.#hasParts(number) || this.opened.includes(number) === wanted) return;
    this.opened = turned(this.opened, number);
  }

  /** One level in (parts, a run) or out. */
  enter(inwards: boolean): void {
    const { cursor } = this;
    if (!cursor) return;
    if (cursor.kind === "fold") return inwards ? this.fold(cursor.number) : undefined;
    if (inwards) return this.open(cursor.number, true);
    const block = this.block(cursor.number);
    const top = block && (around(this.page?.blocks ?? [], block).at(-1) ?? block.number);
    if (top === undefined) return;
    if (top !== cursor.number || this.opened.includes(top)) {
      this.open(top, false);
      return this.point({ kind: "block", number: top });
    }
    const run = this.items.find((item) => typeof item !== "number" && item.blocks.includes(top));
    if (run && typeof run !== "number") this.fold(run.first);
  }

  /** Says something of the article, or with null what the page says. */
  say<K extends keyof RepairedFields>(field: K, value: RepairedFields[K]): void {
    this.fields = { ...this.fields, [field]: value };
  }

  /** Makes the copy as it would be. */
  async look(): Promise<void> {
    if (!this.repairs) return;
    this.busy = true;
    try {
      this.preview = await this.#api.tryRepairs(this.article.id, this.repairs);
    } finally {
      this.busy = false;
    }
  }

  /** Stores the corrections; resolves to the step that takes them back. */
  async save(repairs: Repairs | null = this.repairs): Promise<number | null> {
    if (!repairs) return null;
    this.busy = true;
    try {
      return (await this.#api.repair(this.article.id, repairs)).step;
    } finally {
      this.busy = false;
    }
  }

  #isCursor(stop: Stop): boolean {
    return stop.kind === this.cursor?.kind && stop.number === this.cursor.number;
  }

  #hasParts(number: number): boolean {
    return withParts(this.page?.blocks ?? [], number).length > 1;
  }

  #stops(): Stop[] {
    const blocks = this.page?.blocks ?? [];
    const one = (number: number): Stop[] => {
      const numbers = this.opened.includes(number) ? withParts(blocks, number) : [number];
      return numbers.map((at) => ({ kind: "block", number: at }));
    };
    return this.items.flatMap((item) => {
      if (typeof item === "number") return one(item);
      const fold: Stop = { kind: "fold", number: item.first };
      return this.unfolded.includes(item.first) ? [fold, ...item.blocks.flatMap(one)] : [fold];
    });
  }

  #changes(): number {
    if (!this.page) return 0;
    const before = this.page.repairs.fields;
    const fields = (Object.keys(NO_FIELDS) as (keyof RepairedFields)[]).filter(
      (field) => JSON.stringify(before[field]) !== JSON.stringify(this.fields[field]),
    );
    const blocks = this.page.blocks.filter(({ number, within }) => {
      const changed = this.chosen[number] !== this.#before[number];
      // A block counts once, not with all its parts.
      return changed && (within === null || this.chosen[within] === this.#before[within]);
    });
    return blocks.length + fields.length;
  }
}

function turned(numbers: readonly number[], number: number): number[] {
  return numbers.includes(number) ? numbers.filter((other) => other !== number) : [...numbers, number];
}

function faultsOf({ title, published, language }: RepairedFields): (keyof RepairedFields)[] {
  const faults: (keyof RepairedFields)[] = [];
  if (title !== null && !title.trim()) faults.push("title");
  if (published?.trim() && !isDate(published.trim())) faults.push("published");
  if (language?.trim() && !isLanguage(language.trim())) faults.push("language");
  return faults;
}

/** Directions that can be chosen. */
export const DIRECTIONS = ["ltr", "rtl"] as const satisfies Direction[];
