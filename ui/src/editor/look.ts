import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The window's type and colours. Both follow the theme, since they are the window's own properties. */
const theme = EditorView.theme({
  "&": { blockSize: "100%", color: "var(--ink)", backgroundColor: "transparent", fontSize: "0.9375rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--sans)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": { padding: "0.9rem 0 3rem", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 1.1rem", textAlign: "start" },
  ".cm-placeholder": { color: "var(--ink-faint)" },
  ".cm-cursor": { borderInlineStartColor: "var(--accent)" },
  ".cm-tooltip": {
    border: "1px solid var(--rule-strong)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--paper-raised)",
    color: "var(--ink)",
    boxShadow: "0 4px 18px rgb(0 0 0 / 0.12)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--sans)",
    fontSize: "var(--text)",
    maxInlineSize: "min(26rem, 90vw)",
    maxBlockSize: "15rem",
    paddingBlock: "0.3rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    gap: "0.75rem",
    alignItems: "baseline",
    padding: "0.3rem 0.8rem",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent-wash)",
    color: "var(--ink)",
  },
  ".cm-completionLabel": {
    flex: "1",
    minInlineSize: "0",
    overflow: "hidden",
    textOverflow: "ellipsis",
    unicodeBidi: "plaintext",
  },
  ".cm-completionMatchedText": { textDecoration: "none" },
  ".cm-completionDetail": { margin: "0", fontStyle: "normal", fontSize: "var(--small)", color: "var(--ink-faint)" },
  ".cm-panels": { backgroundColor: "var(--paper-inset)", color: "var(--ink)" },
  ".cm-panels.cm-panels-top": { borderBlockEnd: "1px solid var(--rule)" },
  ".cm-panel.cm-search": { fontFamily: "var(--sans)", padding: "0.5rem 2rem 0.5rem 1.1rem" },
  ".cm-panel.cm-search label": { fontSize: "var(--small)" },
  ".cm-panel.cm-search [name=close]": { color: "var(--ink-soft)", insetInlineEnd: "0.4rem", insetInlineStart: "auto" },
  ".cm-textfield": {
    border: "1px solid var(--rule-strong)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--paper-raised)",
    color: "var(--ink)",
    fontSize: "var(--small)",
  },
  ".cm-button": {
    border: "1px solid var(--rule-strong)",
    borderRadius: "var(--radius)",
    backgroundColor: "var(--paper-raised)",
    backgroundImage: "none",
    color: "var(--ink)",
    fontSize: "var(--small)",
  },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--star) 30%, transparent)" },
  ".cm-searchMatch.cm-searchMatch-selected": {
    backgroundColor: "color-mix(in srgb, var(--star) 55%, transparent)",
  },
});

const marks = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading1, fontSize: "1.35em", fontWeight: "600" },
    { tag: tags.heading2, fontSize: "1.2em", fontWeight: "600" },
    { tag: tags.heading, fontWeight: "600" },
    { tag: tags.strong, fontWeight: "650" },
    { tag: tags.emphasis, fontStyle: "italic" },
    { tag: tags.strikethrough, textDecoration: "line-through" },
    { tag: tags.quote, color: "var(--ink-soft)" },
    { tag: tags.monospace, fontFamily: "var(--mono)", fontSize: "0.92em" },
    { tag: [tags.link, tags.url], color: "var(--accent)" },
    { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], color: "var(--ink-faint)" },
  ]),
);

const auto = Decoration.line({ attributes: { dir: "auto" } });

/** Each line runs in the direction of its own first letter. */
const lineDirections = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = directed(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged) this.decorations = directed(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function directed(view: EditorView): DecorationSet {
  const lines = [];
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      lines.push(auto.range(line.from));
      at = line.to + 1;
    }
  }
  return Decoration.set(lines, true);
}

/** How the editor looks. */
export const look = [theme, marks, lineDirections, EditorView.lineWrapping, EditorView.perLineTextDirection.of(true)];
