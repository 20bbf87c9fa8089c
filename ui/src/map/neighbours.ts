import type { EdgeKind, MapEdge, MapNode, Neighbourhood } from "../api";
import type { Place } from "./layout";

/** What remains of a map when only some kinds of connections count: articles without a way to the middle go. */
export function filtered(map: Neighbourhood, hidden: ReadonlySet<EdgeKind>): { nodes: MapNode[]; edges: MapEdge[] } {
  const edges = map.edges.filter((edge) => !hidden.has(edge.kind));
  const near = adjacency(edges);
  const reached = new Set([map.center]);
  for (const id of reached) for (const other of near.get(id) ?? []) reached.add(other);
  return {
    nodes: map.nodes.filter((node) => reached.has(node.id)),
    edges: edges.filter((edge) => reached.has(edge.from) && reached.has(edge.to)),
  };
}

/** The articles that each one is connected with. */
export function adjacency(edges: readonly MapEdge[]): Map<number, Set<number>> {
  const near = new Map<number, Set<number>>();
  const add = (a: number, b: number): void => void (near.get(a) ?? near.set(a, new Set()).get(a))?.add(b);
  for (const { from, to } of edges) {
    add(from, to);
    add(to, from);
  }
  return near;
}

/** The candidate that lies best in a direction (a unit vector), at most 60° off it; null when none does. */
export function towards<T extends Place>(from: Place, direction: Place, candidates: readonly T[]): T | null {
  let best: { cost: number; candidate: T } | null = null;
  for (const candidate of candidates) {
    const [dx, dy] = [candidate.x - from.x, candidate.y - from.y];
    const distance = Math.hypot(dx, dy);
    const along = distance === 0 ? 0 : (dx * direction.x + dy * direction.y) / distance;
    if (along < 0.5) continue;
    const cost = distance / along ** 2;
    if (!best || cost < best.cost) best = { cost, candidate };
  }
  return best?.candidate ?? null;
}

/** Candidates in the order of their directions, clockwise from the top. */
export function clockwise<T extends Place>(from: Place, candidates: readonly T[]): T[] {
  const turn = ({ x, y }: Place): number => (Math.atan2(x - from.x, from.y - y) + 2 * Math.PI) % (2 * Math.PI);
  return [...candidates].sort((a, b) => turn(a) - turn(b));
}
