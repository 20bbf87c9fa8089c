/** A node of a tree with what stands below it. */
export interface Branch<T> {
  readonly key: number;
  readonly item: T;
  readonly children: readonly Branch<T>[];
}

/** A node that can be seen, as a line of the tree. */
export interface Line<T> {
  readonly key: number;
  readonly item: T;
  /** Depth, from 1. */
  readonly level: number;
  /** Place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  /** Index of the parent's line; -1 at the top. */
  readonly parent: number;
  readonly hasChildren: boolean;
  readonly open: boolean;
}

/** Makes a tree of rows that name their parents; siblings keep the order of the rows. */
export function branchesOf<T extends { id: number }>(
  rows: readonly T[],
  parent: (row: T) => number | null,
): Branch<T>[] {
  const below = new Map<number | null, T[]>();
  for (const row of rows) {
    const siblings = below.get(parent(row));
    if (siblings) siblings.push(row);
    else below.set(parent(row), [row]);
  }
  const grow = (key: number | null): Branch<T>[] =>
    (below.get(key) ?? []).map((item) => ({ key: item.id, item, children: grow(item.id) }));
  return grow(null);
}

/** The lines of a tree in which the branches that `isOpen` are unfolded. */
export function linesOf<T>(branches: readonly Branch<T>[], isOpen: (key: number) => boolean): Line<T>[] {
  const lines: Line<T>[] = [];
  const add = (siblings: readonly Branch<T>[], level: number, parent: number): void => {
    siblings.forEach(({ key, item, children }, at) => {
      const hasChildren = children.length > 0;
      const open = hasChildren && isOpen(key);
      lines.push({ key, item, level, place: at + 1, siblings: siblings.length, parent, hasChildren, open });
      if (open) add(children, level + 1, lines.length - 1);
    });
  };
  add(branches, 1, -1);
  return lines;
}

/** What a key does in a tree: moves to a line, or opens or closes the one it is on. */
export type Step = { readonly to: number } | { readonly toggle: boolean };

/** What `key` does on line `at`, by the pattern of https://www.w3.org/WAI/ARIA/apg/patterns/treeview/. */
export function stepOf<T>(lines: readonly Line<T>[], at: number, key: string, rtl: boolean): Step | null {
  const line = lines[at];
  if (!line) return null;
  const last = lines.length - 1;
  const [inwards, outwards] = rtl ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"];
  switch (key) {
    case "ArrowDown":
      return { to: Math.min(last, at + 1) };
    case "ArrowUp":
      return { to: Math.max(0, at - 1) };
    case "Home":
      return { to: 0 };
    case "End":
      return { to: last };
    case inwards:
      if (!line.hasChildren) return null;
      return line.open ? { to: at + 1 } : { toggle: true };
    case outwards:
      if (line.open) return { toggle: false };
      return line.parent < 0 ? null : { to: line.parent };
    default:
      return null;
  }
}

/** Where something lands in relation to a line. */
export type Place = "before" | "inside" | "after";

/** Where a drop would put what is dragged. */
export interface Landing<T> {
  /** The node it lands at. */
  readonly item: T;
  readonly place: Place;
  /** The line that shows it, and the level at which it is shown. */
  readonly line: number;
  readonly level: number;
}

/** Share of a line's height, at its top and at its bottom, that means between lines where inside is possible too. */
const EDGE = 0.28;

/**
 * Where the pointer means, on the line `at`: `along` is how far down the line it is, from 0 to 1, and `level` the level
 * that its horizontal place means, by which the end of a branch is told from the end of the branch around it.
 */
export function landingOf<T>(
  lines: readonly Line<T>[],
  at: number,
  pointer: { along: number; level: number },
  places: (item: T) => readonly Place[],
): Landing<T> | null {
  const line = lines[at];
  if (!line) return null;
  const allowed = places(line.item);
  const edge = allowed.includes("inside") ? EDGE : 0.5;
  const between = pointer.along < edge || pointer.along > 1 - edge;
  if (!between) return allowed.includes("inside") ? inside(line, at) : null;
  if (pointer.along < 0.5) {
    if (allowed.includes("before")) return { item: line.item, place: "before", line: at, level: line.level };
  } else {
    const behind = afterwards(lines, at, pointer.level, places);
    if (behind) return behind;
  }
  return allowed.includes("inside") ? inside(line, at) : null;
}

function inside<T>(line: Line<T>, at: number): Landing<T> {
  return { item: line.item, place: "inside", line: at, level: line.level };
}

/** Behind a line: before its first child when it is unfolded, else after it or after a branch that it ends. */
function afterwards<T>(
  lines: readonly Line<T>[],
  at: number,
  wanted: number,
  places: (item: T) => readonly Place[],
): Landing<T> | null {
  const line = lines[at];
  const next = lines[at + 1];
  if (!line) return null;
  if (line.open && next) {
    if (!places(next.item).includes("before")) return null;
    return { item: next.item, place: "before", line: at + 1, level: next.level };
  }
  const least = Math.max(next?.level ?? 1, Math.min(wanted, line.level));
  let ending: Line<T> | undefined = line;
  while (ending && ending.level > least) ending = lines[ending.parent];
  if (!ending || !places(ending.item).includes("after")) return null;
  return { item: ending.item, place: "after", line: at, level: ending.level };
}
