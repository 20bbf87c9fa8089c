import type { Action } from "./actions";
import type { Lede } from "./lede.svelte";

/** What a person can do about relations between articles. */
export function relating(lede: Lede): Action[] {
  const { locale, reader } = lede;
  return [
    {
      id: "relate",
      keys: ["Ctrl+l"],
      group: "articles",
      label: () => locale.t("relate.action"),
      enabled: () => lede.targets.length > 0,
      run: () => lede.relations.ask(),
    },
    {
      id: "connections",
      keys: ["l"],
      group: "reading",
      label: () => locale.t("relate.panel"),
      enabled: () => reader.id !== null,
      run: () => void lede.attempt(reader.toggle("connections")),
    },
    {
      id: "map",
      keys: ["m"],
      group: "reading",
      label: () => locale.t("map.action"),
      enabled: () => lede.targets.length === 1,
      run: () => lede.relations.openMap(lede.targets[0] ?? null),
    },
    {
      id: "timeline",
      keys: ["w"],
      group: "reading",
      label: () => locale.t("story.action"),
      enabled: () => lede.targets.length === 1,
      run: () => lede.targets.forEach((id) => lede.stories.open(id)),
    },
    {
      id: "stories",
      keys: ["g o"],
      group: "go",
      label: () => locale.t("story.go"),
      enabled: () => true,
      run: () => lede.go("stories"),
    },
  ];
}
