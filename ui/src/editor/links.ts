import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { MarkdownConfig } from "@lezer/markdown";

import type { LinkTarget } from "../api";

const OPEN = "[".charCodeAt(0);

/** `[[Title]]`, `[[Title|shown]]` and the same with a URL, as the library reads them. */
export const articleLink: MarkdownConfig = {
  defineNodes: [{ name: "ArticleLink", style: tags.link }],
  parseInline: [
    {
      name: "ArticleLink",
      before: "Link",
      parse(context, next, at) {
        if (next !== OPEN || context.char(at + 1) !== OPEN) return -1;
        const found = /^\[\[[^[\]\n]+\]\]/.exec(context.slice(at, context.end));
        return found ? context.addElement(context.elt("ArticleLink", at, at + found[0].length)) : -1;
      },
    },
  ],
};

/** Offers articles after two brackets, by the words that follow them. */
export function linkSource(targets: (words: string) => Promise<readonly LinkTarget[]>) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/\[\[[^[\]|\n]*/);
    if (!typed || isCode(context)) return null;
    const found = await targets(typed.text.slice(2));
    if (context.aborted || found.length === 0) return null;
    // The library has chosen and ordered them, and is asked again for every letter.
    return { from: typed.from, filter: false, options: found.map(option) };
  };
}

function isCode(context: CompletionContext): boolean {
  for (let node = syntaxTree(context.state).resolveInner(context.pos, -1); node.parent; node = node.parent) {
    if (/Code/.test(node.name)) return true;
  }
  return false;
}

function option(target: LinkTarget): Completion {
  return {
    label: target.title,
    detail: target.site,
    apply: (view, _, from, to) => insert(view, target.link, from, to),
  };
}

/** Puts the link in place of what was typed, and of brackets that close it already. */
function insert(view: EditorView, link: string, from: number, to: number): void {
  const end = view.state.sliceDoc(to, to + 2) === "]]" ? to + 2 : to;
  view.dispatch({
    changes: { from, to: end, insert: link },
    selection: { anchor: from + link.length },
    userEvent: "input.complete",
  });
}
