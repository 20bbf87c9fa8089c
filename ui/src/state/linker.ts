import { mount, unmount } from "svelte";

import FromPage from "../components/FromPage.svelte";
import type { Lede } from "./lede.svelte";
import { keyOf, type LinkState } from "./links.svelte";

/** Room left above a link that is scrolled to, as a share of the window's height. */
const ABOVE = 0.3;
const FLASH_MS = 2400;

/** The document in the frame as links see it: what leads to saved articles, and what is below the text. */
export class Linker {
  readonly #document: Document;
  readonly #lede: Lede;
  readonly #links: readonly HTMLAnchorElement[];
  readonly #fromPage: ReturnType<typeof mount> | null;

  constructor(document: Document, body: Element, lede: Lede) {
    this.#document = document;
    this.#lede = lede;
    this.#links = [...body.querySelectorAll<HTMLAnchorElement>("a[href]")].filter(isWeb);
    // A link that can be dragged cannot be where selecting begins.
    for (const link of body.querySelectorAll<HTMLElement>("a[href]")) link.draggable = false;
    const main = body.closest("main");
    this.#fromPage = main && mount(FromPage, { target: main, props: { lede } });
  }

  /** Lets go of the document. */
  leave(): void {
    if (this.#fromPage) void unmount(this.#fromPage);
    this.#lede.links.menu = null;
  }

  /** Shows what became of each target. */
  show(): void {
    const { links, locale } = this.#lede;
    const said: Partial<Record<LinkState, string>> = {
      saved: locale.t("links.saved"),
      trashed: locale.t("links.trashed"),
      saving: locale.t("links.waiting"),
    };
    for (const link of this.#links) {
      const state = links.stateOf(link.href);
      if (state === "other") delete link.dataset["link"];
      else link.dataset["link"] = state;
      const words = said[state];
      if (words) link.setAttribute("aria-description", words);
      else link.removeAttribute("aria-description");
    }
    this.#reveal();
  }

  /** Follows a link that was clicked: into the archive when it leads there, else asks what to do. */
  follow(link: HTMLAnchorElement, event: MouseEvent): void {
    // What was dragged over a link was selecting.
    if (event.detail > 0 && this.#document.getSelection()?.isCollapsed === false) return;
    const { api, links } = this.#lede;
    const away = event.ctrlKey || event.metaKey || event.button === 1;
    if (away || !this.#links.includes(link)) void this.#lede.attempt(api.openExternal(link.href));
    else if (links.stateOf(link.href) !== "trashed" && links.open(link.href)) return;
    else this.#ask(link, event);
  }

  /** Opens the menu of the link that was pointed at; whether there is one. */
  menu(target: Element, event: MouseEvent): boolean {
    const link = target.closest<HTMLAnchorElement>("a[href]");
    const selecting = this.#document.getSelection()?.isCollapsed === false;
    if (!link || selecting || !this.#links.includes(link)) return false;
    event.preventDefault();
    this.#ask(link, event);
    return true;
  }

  #ask(link: HTMLAnchorElement, { clientX, clientY, detail, type }: MouseEvent): void {
    const frame = this.#document.defaultView?.frameElement?.getBoundingClientRect();
    const box = [...link.getClientRects()].at(-1) ?? link.getBoundingClientRect();
    // A key opens it below the link, a pointer where it is.
    const [x, y] = detail > 0 || type === "contextmenu" ? [clientX, clientY + 12] : [box.left, box.bottom + 4];
    this.#lede.links.menu = { url: keyOf(link.href), x: (frame?.x ?? 0) + x, y: (frame?.y ?? 0) + y };
  }

  /** Comes to the link for which the article was opened. */
  #reveal(): void {
    const { links } = this.#lede;
    const { wanted } = links;
    if (!wanted || wanted.article !== this.#lede.reader.article?.id) return;
    links.wanted = null;
    const link = this.#links.find(({ href }) => keyOf(href) === keyOf(wanted.link));
    if (!link) return;
    const folded = link.closest<HTMLDetailsElement>("details:not([open])");
    if (folded) folded.open = true;
    const root = this.#document.documentElement;
    root.scrollTop += link.getBoundingClientRect().top - root.clientHeight * ABOVE;
    link.classList.add("come-to");
    setTimeout(() => link.classList.remove("come-to"), FLASH_MS);
  }
}

function isWeb({ href, protocol }: HTMLAnchorElement): boolean {
  return /^https?:$/.test(protocol) && !href.startsWith("about:");
}
