import type { ArticleSummary } from "../api";
import type { MessageKey } from "../messages/message";
import { type Interval, INTERVALS } from "../utils/versions";
import { type Lede, SHELVES } from "./lede.svelte";
import { citing } from "./citing";
import { notebook } from "./notebook";
import { relating } from "./relating";

/** Something a person can do, by key, from the palette or from a button. */
export interface Action {
  id: string;
  /** Shortcuts, by the names of `keyName`; the first is the one that is shown. */
  keys: readonly string[];
  group: "articles" | "reading" | "go" | "window";
  label: () => string;
  enabled: () => boolean;
  run: () => void;
}

const SHELF_KEYS: Record<(typeof SHELVES)[number], string> = {
  inbox: "g i",
  unread: "g u",
  reading: "g c",
  read: "g r",
  starred: "g s",
  archived: "g e",
  incomplete: "g d",
  all: "g a",
  trash: "g t",
};

/** Everything a person can do in the window. */
export function actionsOf(lede: Lede): Action[] {
  return [
    ...movement(lede),
    ...changes(lede),
    ...citing(lede),
    ...reading(lede),
    ...marking(lede),
    ...notebook(lede),
    ...relating(lede),
    ...places(lede),
    ...general(lede),
  ];
}

const always = (): boolean => true;

/** The article an action would apply to first, as the list or the reader knows it. */
function subject(lede: Lede): ArticleSummary | null {
  const id = lede.targets[0];
  if (id === undefined) return null;
  if (lede.reader.article?.id === id) return lede.reader.article;
  const index = lede.list.indexOf(id);
  return index === undefined ? null : (lede.list.row(index) ?? null);
}

function movement(lede: Lede): Action[] {
  const { t } = translator(lede);
  const some = (): boolean => (lede.list.total ?? 0) > 0;
  const move =
    (steps: number, extend = false) =>
    (): void =>
      void lede.move(steps, extend);
  const base = { group: "articles", enabled: some } as const;
  return [
    { ...base, id: "next", keys: ["j"], label: t("action.next"), run: move(1) },
    { ...base, id: "previous", keys: ["k"], label: t("action.previous"), run: move(-1) },
    { ...base, id: "extend-next", keys: ["Shift+j"], label: t("action.extendNext"), run: move(1, true) },
    { ...base, id: "extend-previous", keys: ["Shift+k"], label: t("action.extendPrevious"), run: move(-1, true) },
    { ...base, id: "open", keys: ["o", "Enter"], label: t("action.open"), enabled: always, run: () => open(lede) },
    { ...base, id: "back", keys: ["Escape"], label: t("action.back"), enabled: always, run: () => lede.back() },
    {
      ...base,
      id: "select-all",
      keys: ["Ctrl+a"],
      label: t("action.selectAll"),
      run: () => void lede.attempt(lede.selection.all()),
    },
  ];
}

function open(lede: Lede): void {
  if (lede.screen === "notes" || lede.screen === "stories") return lede.focus.list();
  const { index, id } = lede.selection;
  if (index < 0) void lede.move(0, false).then(() => lede.openAt(0));
  else if (id === lede.reader.id) lede.focus.reader();
  else lede.openAt(index);
  lede.focus.reader();
}

function changes(lede: Lede): Action[] {
  const { t, choose } = translator(lede);
  const any = (): boolean => lede.targets.length > 0;
  const trashed = (): boolean => subject(lede)?.trashed ?? false;
  const archived = (): boolean => subject(lede)?.archived ?? false;
  const starred = (): boolean => subject(lede)?.starred ?? false;
  const unread = (): boolean => subject(lede)?.state === "unread";
  const base = { group: "articles", enabled: any } as const;
  return [
    {
      ...base,
      id: "star",
      keys: ["s"],
      label: choose(starred, "action.unstar", "action.star"),
      run: () => void lede.change(starred() ? "unstar" : "star"),
    },
    {
      ...base,
      id: "archive",
      keys: ["e"],
      label: choose(archived, "action.unarchive", "action.archive"),
      run: () => void lede.change(archived() ? "unarchive" : "archive"),
    },
    { ...base, id: "tag", keys: ["#"], label: t("action.tag"), run: () => lede.tags.ask() },
    {
      ...base,
      id: "trash",
      keys: ["Delete"],
      label: choose(trashed, "action.restore", "action.trash"),
      run: () => void lede.change(trashed() ? "restore" : "trash"),
    },
    {
      ...base,
      id: "unread",
      keys: ["u"],
      label: choose(unread, "action.markRead", "action.markUnread"),
      run: () => void lede.change(unread() ? "markRead" : "markUnread"),
    },
    { ...base, id: "reading", keys: [], label: t("action.markReading"), run: () => void lede.change("markReading") },
    {
      ...base,
      id: "collect",
      keys: ["c"],
      label: t("collect.action"),
      run: () => (lede.dialog = { collect: lede.targets }),
    },
    {
      ...base,
      id: "take-out",
      keys: ["Shift+c"],
      label: t("collect.takeOut"),
      enabled: () => any() && lede.list.view.collection !== null,
      run: () => void lede.collections.takeOutTargets(),
    },
    {
      ...base,
      id: "move-up",
      keys: ["Alt+ArrowUp"],
      label: t("collect.up"),
      enabled: () => any() && lede.collections.byHand,
      run: () => void lede.collections.nudge(-1),
    },
    {
      ...base,
      id: "move-down",
      keys: ["Alt+ArrowDown"],
      label: t("collect.down"),
      enabled: () => any() && lede.collections.byHand,
      run: () => void lede.collections.nudge(1),
    },
    { ...base, id: "export", keys: ["Ctrl+e"], label: t("action.export"), run: () => lede.exports.askFor() },
    {
      ...base,
      id: "export-list",
      keys: [],
      label: t("action.exportList"),
      enabled: () => lede.screen === "articles" && (lede.list.total ?? 0) > 0,
      run: () => lede.exports.askForList(),
    },
    {
      ...base,
      id: "export-all",
      keys: [],
      label: t("action.exportAll"),
      enabled: () => (lede.counts?.all ?? 0) > 0,
      run: () => lede.exports.ask("archive", "Lede"),
    },
    {
      ...base,
      id: "purge",
      keys: ["Shift+Delete"],
      label: t("action.purge"),
      enabled: () => any() && trashed(),
      run: () => (lede.dialog = { purge: lede.targets, count: lede.targets.length }),
    },
    {
      ...base,
      id: "empty-trash",
      keys: [],
      label: t("action.emptyTrash"),
      enabled: () => (lede.counts?.trash ?? 0) > 0,
      run: () => (lede.dialog = { purge: null, count: lede.counts?.trash ?? 0 }),
    },
    { ...base, id: "undo", keys: ["Ctrl+z"], label: t("action.undo"), enabled: always, run: () => void lede.undo() },
    {
      ...base,
      id: "redo",
      keys: ["Ctrl+Shift+z", "Ctrl+y"],
      label: t("action.redo"),
      enabled: always,
      run: () => void lede.redo(),
    },
  ];
}

function reading(lede: Lede): Action[] {
  const { t } = translator(lede);
  const article = (): boolean => subject(lede) !== null;
  const base = { group: "reading", enabled: always } as const;
  const url = (): string => subject(lede)?.url ?? "";
  return [
    {
      ...base,
      id: "original",
      keys: ["v"],
      label: t("action.original"),
      enabled: article,
      run: () => void lede.attempt(lede.api.openExternal(url())),
    },
    {
      ...base,
      id: "copy-address",
      keys: ["y"],
      label: t("action.copyAddress"),
      enabled: article,
      run: () => void lede.copy(url()),
    },
    {
      ...base,
      id: "refetch",
      keys: ["r"],
      label: t("action.refetch"),
      enabled: article,
      run: () => void lede.attempt(Promise.all(lede.targets.map((id) => lede.queue.refetch(id)))),
    },
    {
      ...base,
      id: "info",
      keys: ["i"],
      label: t("action.info"),
      enabled: () => lede.reader.id !== null,
      run: () => void lede.attempt(lede.reader.toggle("info")),
    },
    {
      ...base,
      id: "highlights-panel",
      keys: ["Shift+h"],
      label: t("action.marksPanel"),
      enabled: () => lede.reader.id !== null,
      run: () => void lede.attempt(lede.reader.toggle("highlights")),
    },
    {
      ...base,
      id: "versions",
      keys: ["Shift+v"],
      label: t("action.versions"),
      enabled: () => lede.reader.id !== null,
      run: () => void lede.attempt(lede.reader.toggle("versions")),
    },
    {
      ...base,
      id: "compare",
      keys: ["Shift+d"],
      label: t("action.compare"),
      enabled: () => (lede.reader.article?.versions ?? 0) > 1,
      run: () => void lede.compareWithBefore(),
    },
    ...(Object.keys(INTERVALS) as Interval[]).map((interval) => ({
      ...base,
      id: `watch-${interval}`,
      keys: [],
      label: t(`action.watch.${interval}`),
      enabled: () => lede.targets.length > 0,
      run: () => void lede.watch(interval),
    })),
    {
      ...base,
      id: "reextract",
      keys: [],
      label: t("action.reextract"),
      enabled: article,
      run: () => (lede.dialog = { clean: lede.targets }),
    },
    {
      ...base,
      id: "reextract-all",
      keys: [],
      label: t("action.reextractAll"),
      enabled: () => (lede.counts?.all ?? 0) > 0,
      run: () => (lede.dialog = { clean: null }),
    },
    {
      ...base,
      id: "repair",
      keys: ["Shift+r"],
      label: t("action.repair"),
      enabled: () => lede.reader.article !== null,
      run: () => (lede.dialog = lede.reader.article && { repair: lede.reader.article }),
    },
    {
      ...base,
      id: "proof",
      keys: [],
      label: t("action.proof"),
      enabled: () => lede.reader.article !== null,
      run: () => (lede.dialog = lede.reader.article && { proof: lede.reader.article }),
    },
    {
      ...base,
      id: "paste-page",
      keys: [],
      label: t("action.pastePage"),
      enabled: () => lede.reader.article !== null,
      run: () => (lede.dialog = lede.reader.article && { paste: lede.reader.article }),
    },
    {
      ...base,
      id: "choose-page",
      keys: [],
      label: t("action.choosePage"),
      enabled: () => lede.reader.article !== null,
      run: () => lede.reader.article && void lede.choosePage(lede.reader.article.id),
    },
    {
      ...base,
      id: "trail-back",
      keys: ["Alt+ArrowLeft"],
      label: t("action.trailBack"),
      enabled: () => lede.trail.canGoBack,
      run: () => lede.travel("back"),
    },
    {
      ...base,
      id: "trail-forward",
      keys: ["Alt+ArrowRight"],
      label: t("action.trailForward"),
      enabled: () => lede.trail.canGoForward,
      run: () => lede.travel("forward"),
    },
    {
      ...base,
      id: "from-page",
      keys: [],
      label: t("action.fromPage"),
      run: () => lede.preferences.set({ fromPage: lede.preferences.fromPage === "hidden" ? "open" : "hidden" }),
    },
    {
      ...base,
      id: "fold-copies",
      keys: [],
      label: t("action.foldCopies"),
      run: () => void lede.attempt(lede.foldCopies(lede.preferences.copies === "folded" ? "each" : "folded")),
    },
    {
      ...base,
      id: "inserts",
      keys: [],
      label: t("action.inserts"),
      run: () => lede.preferences.toggleInserts(),
    },
    {
      ...base,
      id: "page-down",
      keys: ["Space"],
      label: t("action.pageDown"),
      enabled: () => lede.reader.article !== null,
      run: () => lede.reader.scroll(1),
    },
    {
      ...base,
      id: "page-up",
      keys: ["Shift+Space"],
      label: t("action.pageUp"),
      enabled: () => lede.reader.article !== null,
      run: () => lede.reader.scroll(-1),
    },
    { ...base, id: "larger", keys: ["+", "="], label: t("action.larger"), run: () => lede.preferences.step("size", 1) },
    { ...base, id: "smaller", keys: ["-"], label: t("action.smaller"), run: () => lede.preferences.step("size", -1) },
    { ...base, id: "theme", keys: ["t"], label: t("action.theme"), run: () => lede.preferences.nextTheme() },
  ];
}

function marking(lede: Lede): Action[] {
  const { t } = translator(lede);
  const { marks } = lede;
  const base = { group: "reading", enabled: () => lede.reader.article !== null } as const;
  return [
    {
      ...base,
      id: "highlight",
      keys: ["h"],
      label: t("action.highlight"),
      enabled: () => marks.selected !== null,
      run: () => void lede.marking.highlight(),
    },
    { ...base, id: "caret", keys: ["F7"], label: t("action.caret"), run: () => lede.marking.toggleCaret() },
    ...finding(lede),
    { ...base, id: "next-highlight", keys: ["]"], label: t("action.nextMark"), run: () => marks.step(1) },
    { ...base, id: "previous-highlight", keys: ["["], label: t("action.previousMark"), run: () => marks.step(-1) },
  ];
}

function finding(lede: Lede): Action[] {
  const { t } = translator(lede);
  const { find, marks } = lede;
  const found = (): boolean => find.open && find.places.length > 0;
  const base = { group: "reading", enabled: found } as const;
  return [
    {
      ...base,
      id: "find-in",
      keys: ["Ctrl+f"],
      label: t("action.findIn"),
      enabled: always,
      // Without an article there is only the list to look in.
      run: () => (lede.reader.article ? find.show(oneLine(marks.selected?.quote)) : lede.focus.find()),
    },
    { ...base, id: "find-next", keys: ["F3", "Ctrl+g"], label: t("action.findNext"), run: () => find.step(1) },
    {
      ...base,
      id: "find-previous",
      keys: ["Shift+F3", "Ctrl+Shift+g"],
      label: t("action.findPrevious"),
      run: () => find.step(-1),
    },
  ];
}

/** What is selected, when it is short enough to be looked for. */
function oneLine(quote: string | undefined): string | null {
  return quote !== undefined && quote.length <= 100 && !quote.includes("\n") ? quote : null;
}

function places(lede: Lede): Action[] {
  const { t } = translator(lede);
  const highlights: Action = {
    id: "go-highlights",
    keys: ["g h"],
    group: "go",
    label: t("action.quotes"),
    enabled: always,
    run: () => lede.go("highlights"),
  };
  const shelves = SHELVES.map((shelf): Action => ({
    id: `go-${shelf}`,
    keys: [SHELF_KEYS[shelf]],
    group: "go",
    label: () => lede.locale.t("action.goto", { shelf: lede.locale.t(`shelf.${shelf}`) }),
    enabled: always,
    run: () => void lede.show({ shelf, find: "" }).then(() => lede.focus.list()),
  }));
  return [...shelves, highlights];
}

function general(lede: Lede): Action[] {
  const { t } = translator(lede);
  const base = { group: "window", enabled: always } as const;
  return [
    { ...base, id: "palette", keys: ["Ctrl+k"], label: t("action.palette"), run: () => (lede.dialog = "palette") },
    { ...base, id: "find", keys: ["/"], label: t("action.search"), run: () => lede.focus.find() },
    { ...base, id: "find-all", keys: ["Ctrl+Shift+f"], label: t("action.searchAll"), run: () => searchAll(lede) },
    {
      ...base,
      id: "facets",
      keys: ["Shift+f"],
      label: t("action.facets"),
      enabled: () => lede.screen === "articles",
      run: () => lede.search.toggleFacets(),
    },
    {
      ...base,
      id: "search-help",
      keys: ["F1"],
      label: t("action.searchHelp"),
      run: () => (lede.dialog = "search-help"),
    },
    { ...base, id: "save", keys: ["a"], label: t("action.save"), run: () => lede.focus.save() },
    {
      ...base,
      id: "new-collection",
      keys: [],
      label: t("collection.new"),
      run: () => (lede.dialog = { collection: "new", parent: null }),
    },
    {
      ...base,
      id: "save-search",
      keys: [],
      label: t("collection.newSearch"),
      enabled: () => lede.list.view.find.trim() !== "",
      run: () => void lede.search.save(),
    },
    { ...base, id: "queue", keys: ["q"], label: t("action.queue"), run: () => lede.queue.toggle() },
    { ...base, id: "import", keys: ["Ctrl+o"], label: t("action.import"), run: () => lede.imports.ask() },
    { ...base, id: "settings", keys: ["Ctrl+,"], label: t("action.settings"), run: () => (lede.dialog = "settings") },
    { ...base, id: "rules", keys: [], label: t("action.rules"), run: () => (lede.dialog = "rules") },
    { ...base, id: "keys", keys: ["?"], label: t("action.keys"), run: () => (lede.dialog = "keys") },
  ];
}

/** Searches in the whole archive, for the same when something is searched for already. */
function searchAll(lede: Lede): void {
  const { list } = lede;
  const narrowed = lede.search.scope !== null || list.view.search !== null;
  if (lede.screen !== "articles" || narrowed) void lede.search.everywhere();
  // The box is there once the list of articles is.
  requestAnimationFrame(() => lede.focus.find());
}

/** Names of the actions' sentences that need no values. */
type Label =
  | Exclude<Extract<MessageKey, `action.${string}`>, "action.goto">
  | `collect.${"action" | "takeOut" | "up" | "down"}`
  | `collection.${"new" | "newSearch"}`;

function translator(lede: Lede) {
  const t = (key: Label) => (): string => lede.locale.t(key);
  const choose = (first: () => boolean, yes: Label, no: Label) => (): string => lede.locale.t(first() ? yes : no);
  return { t, choose };
}
