import type { Action } from "./actions";
import type { Lede } from "./lede.svelte";

/** What a person can do about notes. */
export function notebook(lede: Lede): Action[] {
  const { locale, reader } = lede;
  const always = (): boolean => true;
  return [
    {
      id: "note",
      keys: ["n"],
      group: "reading",
      label: () => locale.t("action.note"),
      enabled: () => lede.screen === "notes" || lede.targets.length === 1,
      run: () => lede.noting.begin(lede.screen === "notes" ? reader.id : (lede.targets[0] ?? null)),
    },
    {
      id: "research-note",
      keys: ["Shift+n"],
      group: "reading",
      label: () => locale.t("action.researchNote"),
      enabled: always,
      run: () => lede.noting.begin(null),
    },
    {
      id: "article-notes",
      keys: [],
      group: "reading",
      label: () => locale.t("action.notes"),
      enabled: () => reader.id !== null,
      run: () => void lede.attempt(reader.toggle("notes")),
    },
    {
      id: "go-notes",
      keys: ["g n"],
      group: "go",
      label: () => locale.t("action.gotoNotes"),
      enabled: always,
      run: () => lede.go("notes"),
    },
  ];
}
