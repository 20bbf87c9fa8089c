import type { BlockMark, PageBlock, PageBlocks, RepairedFields, Repairs } from "../api";

/** The corrections without a field: the page's own words stand. */
export const NO_FIELDS: RepairedFields = {
  title: null,
  authors: null,
  site: null,
  published: null,
  language: null,
  direction: null,
};

/** Whether nothing is corrected. */
export function isNothing({ removed, restored, fields }: Repairs): boolean {
  return removed.length + restored.length === 0 && Object.values(fields).every((value) => value === null);
}

/** The numbers of the blocks that a block is in, from the inside out. */
export function around(blocks: readonly PageBlock[], block: PageBlock): number[] {
  const found: number[] = [];
  for (let at = block.within; at !== null; at = blocks[at]?.within ?? null) found.push(at);
  return found;
}

/** The numbers of a block and all its parts. */
export function withParts(blocks: readonly PageBlock[], number: number): number[] {
  const found = [number];
  // Parts follow their block.
  for (let at = number + 1; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (!block || !around(blocks, block).includes(number)) break;
    found.push(at);
  }
  return found;
}

/** Which blocks are chosen when one of them, with all its parts, is or is not; a part of a part brings what it stands in. */
export function choose(
  blocks: readonly PageBlock[],
  chosen: readonly boolean[],
  number: number,
  wanted: boolean,
): boolean[] {
  const next = [...chosen];
  for (const at of withParts(blocks, number)) next[at] = wanted;
  const block = blocks[number];
  if (wanted && block) for (const at of around(blocks, block)) if (blocks[at]?.within !== null) next[at] = true;
  return next;
}

/** The corrections that make a copy of the chosen blocks. Those that find nothing on this page stay for the next one. */
export function repairsOf(list: PageBlocks, chosen: readonly boolean[], fields: RepairedFields): Repairs {
  const { blocks, unmatched, repairs: before } = list;
  const same = (mark: BlockMark) => (other: BlockMark) => other.hash === mark.hash && other.at === mark.at;
  const wasRemoved = (mark: BlockMark): boolean => before.removed.some(same(mark));
  const removed = unmatched.filter(wasRemoved);
  const restored = unmatched.filter((mark) => !wasRemoved(mark));
  /** Blocks that come back as a whole, with all their parts. */
  const whole: boolean[] = [];
  for (const [at, block] of blocks.entries()) {
    const { within } = block;
    const base = within === null ? block.kept : chosen[within] ? whole[within] || block.kept : false;
    whole[at] = Boolean(chosen[at] && (!base || (within !== null && whole[within])));
    if (base && !chosen[at]) removed.push(block.mark);
    if (!base && chosen[at]) restored.push(block.mark);
  }
  return { removed, restored, fields };
}

/** What a block is known by in the window: its letters and digits, or its pictures. */
export function keyOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const own of copy.querySelectorAll("[data-lede-ui]")) own.remove();
  const letters = (copy.textContent ?? "").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  if (letters) return letters;
  const named = [...element.querySelectorAll("img, [data-url]")].map(
    (image) => image.getAttribute("src")?.split(/[/:]/).at(-1) ?? image.getAttribute("data-url") ?? "",
  );
  return named.join(" ");
}

/** The block of the page that the reader shows as the `nth` of those with this key. */
export function blockOf(list: PageBlocks, key: string, nth: number): PageBlock | null {
  const parse = (html: string | null): Element => new DOMParser().parseFromString(html ?? "", "text/html").body;
  const same = list.blocks.filter(
    (block) => block.within === null && block.shown && key !== "" && keyOf(parse(block.html)) === key,
  );
  return same[nth] ?? same[0] ?? null;
}

/** A run of blocks that are left out one after another, by the numbers of its first and last block. */
export interface Run {
  first: number;
  blocks: number[];
}

/** Fewer left-out blocks in a row stay in sight. */
const FOLDED = 3;

/** The blocks by themselves or in folded runs, in order. */
export function runsOf(blocks: readonly PageBlock[]): (number | Run)[] {
  const partly = new Set(blocks.filter((block) => block.shown).flatMap((block) => around(blocks, block)));
  const items: (number | Run)[] = [];
  let run: number[] = [];
  const end = (): void => {
    const [first] = run;
    if (first !== undefined && run.length >= FOLDED) items.push({ first, blocks: run });
    else items.push(...run);
    run = [];
  };
  for (const block of blocks) {
    if (block.within !== null) continue;
    if (block.shown || partly.has(block.number)) {
      end();
      items.push(block.number);
    } else run.push(block.number);
  }
  end();
  return items;
}

/** Whether a text is a date of ISO 8601: a year, a month, a day or a time. */
export function isDate(text: string): boolean {
  const [, month, day, time] = /^\d{4}(?:-(\d\d)(?:-(\d\d)(T.+)?)?)?$/.exec(text) ?? [];
  if (!/^\d{4}/.test(text) || (text.length > 4 && !month)) return false;
  if (month && (Number(month) < 1 || Number(month) > 12)) return false;
  if (day && new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDate() !== Number(day)) return false;
  return !time || (/^T\d\d:\d\d/.test(time) && !Number.isNaN(Date.parse(text)));
}

/** Whether a text has the form of a BCP 47 tag. */
export function isLanguage(text: string): boolean {
  return /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(text) && text.length <= 35;
}
