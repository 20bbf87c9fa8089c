import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown, markdownKeymap, markdownLanguage } from "@codemirror/lang-markdown";
import { search, searchKeymap } from "@codemirror/search";
import { EditorState, Transaction } from "@codemirror/state";
import { EditorView, keymap, placeholder, tooltips } from "@codemirror/view";

import type { LinkTarget } from "../api";
import { articleLink, linkSource } from "./links";
import { look } from "./look";

/** What an editor is made of. */
export interface Wanted {
  parent: HTMLElement;
  text: string;
  /** Where the caret stands, and whether the editor takes the keyboard. */
  caret: number | null;
  label: string;
  placeholder: string;
  /** The editor's own words, by its English ones. */
  phrases: Record<string, string>;
  /** Articles that a link may lead to. */
  targets: (words: string) => Promise<readonly LinkTarget[]>;
  onchange: (text: string) => void;
}

/** A text that is being edited. */
export interface Editor {
  /** Puts another text in place of this one; the caret stays where the texts agree. */
  replace: (text: string) => void;
  focus: () => void;
  destroy: () => void;
}

/** Makes an editor for Markdown. */
export function createEditor(wanted: Wanted): Editor {
  const view = new EditorView({ parent: wanted.parent, state: initial(wanted) });
  if (wanted.caret !== null) view.focus();
  return {
    replace: (text) => replace(view, text),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function initial(wanted: Wanted): EditorState {
  return EditorState.create({
    doc: wanted.text,
    selection: { anchor: Math.min(wanted.caret ?? 0, wanted.text.length) },
    extensions: [
      history(),
      markdown({ base: markdownLanguage, extensions: articleLink, completeHTMLTags: false }),
      search({ top: true }),
      autocompletion({ override: [linkSource(wanted.targets)], icons: false, interactionDelay: 0 }),
      // Beside the text there is too little room for titles.
      tooltips({ parent: document.body, position: "fixed" }),
      keymap.of([...completionKeymap, ...markdownKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      placeholder(wanted.placeholder),
      EditorState.phrases.of(wanted.phrases),
      EditorView.contentAttributes.of({ "aria-label": wanted.label, spellcheck: "true", "data-testid": "note-text" }),
      EditorView.updateListener.of((update) => {
        const typed = !update.transactions.some((transaction) => transaction.annotation(Transaction.remote));
        if (update.docChanged && typed) wanted.onchange(update.state.doc.toString());
      }),
      look,
    ],
  });
}

function replace(view: EditorView, text: string): void {
  const before = view.state.doc.toString();
  if (before === text) return;
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  view.dispatch({
    changes: { from: start, to: before.length - end, insert: text.slice(start, text.length - end) },
    annotations: [Transaction.remote.of(true), Transaction.addToHistory.of(false)],
  });
}
