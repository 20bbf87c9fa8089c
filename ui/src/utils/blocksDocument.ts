import type { PageBlock, PageBlocks } from "../api";
import { contentPolicy, type DocumentText, escapeHtml, prepareBody } from "./srcdoc";
import { type Run, withParts } from "./repairs";

/** Words and styles of the document that shows a page's blocks. */
export interface BlocksDocument {
  page: PageBlocks;
  items: readonly (number | Run)[];
  language: string | null;
  direction: string;
  css: string;
  fontOrigin: string;
  text: DocumentText & {
    label: string;
    parts: string;
    why: (block: PageBlock) => string;
    fold: (run: Run) => string;
    response: (page: number) => string;
  };
}

/** The whole document: the reader's own policy and style, each block in a box of its own. */
export function buildBlocks(wanted: BlocksDocument): string {
  const { page, items, text } = wanted;
  const language = /^[A-Za-z0-9-]+$/.test(wanted.language ?? "") ? ` lang="${wanted.language}"` : "";
  const direction = wanted.direction === "rtl" ? "rtl" : "ltr";
  const units = items.map((item) => (typeof item === "number" ? unit(page, item, text) : run(page, item, text)));
  const body = breaks(page, items, units, text).join("");
  return (
    `<!doctype html><html${language} dir="${direction}"><head>` +
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(wanted.fontOrigin)}">` +
    `<meta charset="utf-8"><title>${escapeHtml(text.label)}</title><style>${wanted.css}</style></head>` +
    `<body><article class="blocks" tabindex="0" role="listbox" aria-multiselectable="true" aria-label="${escapeHtml(text.label)}">` +
    `<div class="body" role="presentation">${body}</div></article></body></html>`
  );
}

function unit(page: PageBlocks, number: number, text: BlocksDocument["text"]): string {
  const block = page.blocks[number];
  if (!block) return "";
  const parts = withParts(page.blocks, number).length > 1;
  const button = parts
    ? `<button type="button" class="open-parts" tabindex="-1" data-open="${number}">${escapeHtml(text.parts)}</button>`
    : "";
  return (
    `<div class="unit" id="unit-${number}" data-n="${number}" role="option">` +
    `<div class="content">${prepareBody(block.html ?? "", text)}</div>` +
    `<p class="why" dir="${text.direction}">${escapeHtml(text.why(block))}</p>${button}</div>`
  );
}

function run(page: PageBlocks, item: Run, text: BlocksDocument["text"]): string {
  const units = item.blocks.map((number) => unit(page, number, text));
  return (
    `<section class="run" data-run="${item.first}">` +
    `<button type="button" class="fold" id="fold-${item.first}" tabindex="-1" data-fold="${item.first}" dir="${text.direction}">` +
    `<span>${escapeHtml(text.fold(item))}</span><bdi>${escapeHtml(begins(page, item))}</bdi></button>${units.join("")}</section>`
  );
}

/** Blocks of a folded run that are named by how they begin, and in how many characters. */
const NAMED = 3;
const LETTERS = 26;

function begins(page: PageBlocks, { blocks }: Run): string {
  const texts = blocks.map((number) => page.blocks[number]?.text.trim() ?? "").filter(Boolean);
  const short = (text: string): string => (text.length > LETTERS ? `${text.slice(0, LETTERS).trim()}…` : text);
  return texts.slice(0, NAMED).map(short).join(" · ");
}

/** A line where another response of an article in several begins. */
function breaks(
  page: PageBlocks,
  items: readonly (number | Run)[],
  units: readonly string[],
  text: BlocksDocument["text"],
): string[] {
  let before = 1;
  return units.map((html, at) => {
    const item = items[at] ?? 0;
    const own = page.blocks[typeof item === "number" ? item : item.first]?.page ?? before;
    const line =
      own === before ? "" : `<p class="page-break" dir="${text.direction}">${escapeHtml(text.response(own))}</p>`;
    before = own;
    return line + html;
  });
}
