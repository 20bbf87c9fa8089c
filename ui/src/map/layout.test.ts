import { describe, expect, it } from "vitest";

import type { MapEdge, Neighbourhood } from "../api";
import { layOut } from "./layout";

/** A middle with `near` neighbours, each of which has `far` of its own. */
function star(near: number, far: number): Neighbourhood {
  const edge = (from: number, to: number): MapEdge => ({
    from,
    to,
    kind: "link",
    directed: true,
    relation: null,
    label: null,
  });
  const node = (id: number, hops: number) => ({
    id,
    hops,
    title: `${id}`,
    direction: "ltr",
    site: "",
    published: null,
  });
  const map: Neighbourhood = { center: 1, nodes: [node(1, 0)], edges: [], left_out: 0 };
  for (let n = 0; n < near; n++) {
    const id = 2 + n * (far + 1);
    map.nodes.push(node(id, 1), ...Array.from({ length: far }, (_, other) => node(id + 1 + other, 2)));
    map.edges.push(edge(1, id), ...Array.from({ length: far }, (_, other) => edge(id, id + 1 + other)));
  }
  return map;
}

describe("the layout of the map", () => {
  it("is the same for the same map, the middle in the middle and nothing on top of anything", async () => {
    const map = star(8, 5);
    const places = await layOut(map);
    expect(places).toEqual(await layOut(map));
    expect(places?.get(1)).toEqual({ x: 0, y: 0 });
    const all = [...(places?.values() ?? [])];
    const closest = Math.min(
      ...all.flatMap((a, at) => all.slice(at + 1).map((b) => Math.hypot((a.x - b.x) / 2, a.y - b.y))),
    );
    expect(all).toHaveLength(49);
    expect(closest).toBeGreaterThan(60);
  });

  it("ends when nobody waits for it any more", async () => {
    const leaving = new AbortController();
    leaving.abort();
    expect(await layOut(star(20, 10), leaving.signal)).toBeNull();
  });
});
