import { assetUrl } from "./assets";
import { textDirection } from "./direction";

/** Words the document needs in the language of the window. */
export interface DocumentText {
  /** In which that language reads. */
  direction: "ltr" | "rtl";
  missing: string;
  reason: (reason: string) => string;
  retry: string;
  table: string;
  original: string;
}

/** What the reader's frame shows. */
export interface ReaderDocument {
  title: string;
  language: string | null;
  direction: string;
  /** Lines over and under the title, in order, as plain text. */
  kicker: string;
  byline: string;
  details: readonly string[];
  url: string;
  html: string;
  /** Style sheets of our own. */
  css: string;
  /** Origin that serves the bundled fonts. */
  fontOrigin: string;
  text: DocumentText;
}

const FORBIDDEN = "script, style, link, meta, base, iframe, object, embed, frame, frameset, template, noscript, form";

/**
 * The policy of the frame. It comes first in the document, so that nothing before it can load or run anything:
 * no scripts, no network; pictures from the archive, our own styles and fonts.
 */
export function contentPolicy(fontOrigin: string): string {
  return [
    "script-src 'none'",
    "default-src 'none'",
    "img-src archive: http://archive.localhost",
    "style-src 'unsafe-inline'",
    `font-src ${fontOrigin}`,
  ].join("; ");
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text as it may stand in HTML, in an element or an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** The whole document of the reader's frame. */
export function buildDocument(article: ReaderDocument): string {
  const direction = article.direction === "rtl" ? "rtl" : "ltr";
  const language = /^[A-Za-z0-9-]+$/.test(article.language ?? "") ? ` lang="${article.language}"` : "";
  return (
    `<!doctype html><html${language} dir="${direction}"><head>` +
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(article.fontOrigin)}">` +
    `<meta charset="utf-8"><title>${escapeHtml(article.title)}</title><style>${article.css}</style></head>` +
    `<body><main><article>${header(article)}<div class="body">${prepareBody(article.html, article.text)}</div></article></main></body></html>`
  );
}

function header({ kicker, title, byline, details, url, text }: ReaderDocument): string {
  // A line in the window's language, which reads in its own direction; dates of others are isolated in it.
  const original = /^https?:\/\//i.test(url) ? `<a href="${escapeHtml(url)}">${escapeHtml(text.original)}</a>` : "";
  const line = [...details.filter(Boolean).map((detail) => `<bdi>${escapeHtml(detail)}</bdi>`), original];
  const parts = line.filter(Boolean).map((part) => `<span>${part}</span>`);
  return (
    `<header><p class="kicker">${escapeHtml(kicker)}</p><h1>${escapeHtml(title)}</h1>` +
    (byline ? `<p class="byline">${escapeHtml(byline)}</p>` : "") +
    `<p class="details" dir="${text.direction}">${parts.join("")}</p></header>`
  );
}

/** The article's HTML with kept pictures at their addresses, missing ones visible and wide tables in a box of their own. */
export function prepareBody(html: string, text: DocumentText): string {
  // Not a document: names of elements would take the place of its properties, of `body` for one.
  const template = document.createElement("template");
  template.innerHTML = html;
  const { content } = template;
  for (const element of content.querySelectorAll(FORBIDDEN)) element.remove();
  for (const element of content.querySelectorAll("*")) removeHandlers(element);
  for (const image of content.querySelectorAll("img")) prepareImage(image, text);
  for (const table of content.querySelectorAll("table")) wrapTable(table, text);
  for (const block of content.querySelectorAll("[dir=auto]:has([dir])")) resolveDirection(block);
  for (const link of content.querySelectorAll("a[href]")) prepareLink(link);
  return template.innerHTML;
}

function removeHandlers(element: Element): void {
  for (const { name } of [...element.attributes]) {
    if (/^on|^style$|^name$|^srcset$|^ping$|^background$|^poster$|^data-(lede-ui|mark|retry)$/i.test(name))
      element.removeAttribute(name);
  }
}

/** `dir=auto` does not look into children that have a direction of their own, so a quote of one paragraph would find nothing. */
function resolveDirection(block: Element): void {
  const direction = textDirection(block.textContent ?? "");
  if (direction) block.setAttribute("dir", direction);
  else block.removeAttribute("dir");
}

function prepareLink(link: Element): void {
  const href = link.getAttribute("href") ?? "";
  if (!/^(https?:|mailto:|#)/i.test(href)) link.removeAttribute("href");
  link.removeAttribute("target");
}

function prepareImage(image: HTMLImageElement, text: DocumentText): void {
  const source = image.getAttribute("src") ?? "";
  const url = source.startsWith("asset:") ? assetUrl(source.slice("asset:".length)) : null;
  if (!url) return image.replaceWith(written(image) ?? placeholder(image, text));
  image.setAttribute("src", url);
  image.setAttribute("decoding", "async");
  if (!image.hasAttribute("alt")) image.setAttribute("alt", "");
}

/** A formula whose picture is missing can still be read as it was written. */
function written(image: HTMLImageElement): HTMLElement | null {
  const formula = image.getAttribute("alt")?.trim();
  if (!formula || !image.classList.contains("formula")) return null;
  const code = image.ownerDocument.createElement("code");
  code.dataset["ledeUi"] = "";
  code.textContent = formula;
  return code;
}

function placeholder(image: HTMLImageElement, text: DocumentText): HTMLElement {
  const document = image.ownerDocument;
  const span = (name: string, content: string): HTMLElement => {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = content;
    return part;
  };
  const retry = document.createElement("button");
  retry.type = "button";
  retry.dataset["retry"] = "";
  retry.textContent = text.retry;
  const box = span("missing", "");
  box.dir = "auto";
  box.dataset["ledeUi"] = "";
  const description = image.getAttribute("alt")?.trim();
  box.append(span("missing-title", description || text.missing));
  box.append(span("missing-reason", text.reason(image.dataset["missing"] ?? "")), retry);
  return box;
}

function wrapTable(table: Element, text: DocumentText): void {
  if (table.parentElement?.closest("table")) return;
  const box = table.ownerDocument.createElement("div");
  box.className = "table";
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", table.querySelector("caption")?.textContent?.trim() || text.table);
  table.replaceWith(box);
  box.append(table);
}
