import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceRadial,
  forceSimulation,
  type Simulation,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";

import type { EdgeKind, MapEdge, Neighbourhood } from "../api";

/** A place on the map, in CSS pixels at its natural size. */
export interface Place {
  x: number;
  y: number;
}

interface Body extends SimulationNodeDatum {
  id: number;
  hops: number;
}

/** How far apart two connected articles lie, by what connects them. */
const LENGTHS: Record<EdgeKind, number> = {
  copy: 80,
  relation: 100,
  note: 110,
  story: 120,
  link: 130,
  related: 150,
};
/** Steps until the springs have come to rest, and how much of their force is left then. */
const STEPS = 200;
const REST = 0.001;
/** Milliseconds of work between two breaths, so that the window answers and its frames are drawn. */
const SLICE_MS = 6;
/** Room around each article, and how much wider than high it is: a title is. */
const ROOM = 46;
const STRETCH = 2;
const RING = 190;

/**
 * Where the articles of a map lie: springs from rings around the middle (d3-force), without chance, so that the same map
 * always looks the same. Null when `signal` ended it.
 */
export async function layOut(map: Neighbourhood, signal?: AbortSignal): Promise<Map<number, Place> | null> {
  const bodies = bodiesOf(map);
  const springs = springsOf(map, bodies);
  for (let step = 0; step < STEPS;) {
    const end = performance.now() + SLICE_MS;
    do {
      springs.tick();
      step += 1;
    } while (step < STEPS && performance.now() < end);
    if (step < STEPS) await new Promise((resume) => setTimeout(resume));
    if (signal?.aborted) return null;
  }
  return new Map(bodies.map(({ id, x = 0, y = 0 }) => [id, { x: x * STRETCH, y }]));
}

function springsOf(map: Neighbourhood, bodies: Body[]): Simulation<Body, undefined> {
  const links = pairs(map.edges).map(({ from, to, kind }) => ({ source: from, target: to, length: LENGTHS[kind] }));
  const link = forceLink<Body, SimulationLinkDatum<Body> & { length: number }>(links)
    .id((body) => body.id)
    .distance((spring) => spring.length);
  return forceSimulation(bodies)
    .alphaDecay(1 - REST ** (1 / STEPS))
    .force("link", link)
    .force("charge", forceManyBody<Body>().strength(-220).distanceMax(700))
    .force("rings", forceRadial<Body>((body) => body.hops * RING).strength(0.06))
    .force("room", forceCollide<Body>(ROOM).strength(0.8))
    .stop();
}

/** Each pair of connected articles once, with the strongest of what connects them. */
function pairs(edges: readonly MapEdge[]): MapEdge[] {
  const found = new Map<string, MapEdge>();
  for (const edge of edges) {
    const key = [edge.from, edge.to].sort((a, b) => a - b).join(" ");
    const there = found.get(key);
    if (!there || LENGTHS[edge.kind] < LENGTHS[there.kind]) found.set(key, edge);
  }
  return [...found.values()];
}

/** Where the springs begin: rings around the middle, in the map's order. */
function bodiesOf({ nodes, center }: Neighbourhood): Body[] {
  const counts = [0, 1, 2].map((hops) => nodes.filter((node) => node.hops === hops).length);
  const seen = [0, 0, 0];
  return nodes.map(({ id, hops }) => {
    if (id === center) return { id, hops: 0, x: 0, y: 0, fx: 0, fy: 0 };
    const ring = Math.min(hops, 2);
    const angle = (2 * Math.PI * (seen[ring] ?? 0)) / Math.max(1, counts[ring] ?? 1) + ring * 0.4;
    seen[ring] = (seen[ring] ?? 0) + 1;
    return { id, hops: ring, x: Math.cos(angle) * ring * RING, y: Math.sin(angle) * ring * RING };
  });
}
