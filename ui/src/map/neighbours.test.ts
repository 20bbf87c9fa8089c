import { describe, expect, it } from "vitest";

import type { EdgeKind, MapEdge, Neighbourhood } from "../api";
import { adjacency, clockwise, filtered, towards } from "./neighbours";

const edge = (from: number, to: number, kind: EdgeKind): MapEdge => ({
  from,
  to,
  kind,
  directed: true,
  relation: null,
  label: null,
});
const map: Neighbourhood = {
  center: 1,
  nodes: [0, 1, 1, 2].map((hops, place) => ({
    id: place + 1,
    hops,
    title: `Article ${place + 1}`,
    direction: "ltr",
    site: "Site",
    published: null,
  })),
  edges: [edge(1, 2, "relation"), edge(3, 1, "link"), edge(4, 3, "relation")],
  left_out: 0,
};

describe("the map", () => {
  it("drops what has no way to the middle any more", () => {
    const { nodes, edges } = filtered(map, new Set<EdgeKind>(["link"]));
    expect(nodes.map((node) => node.id)).toEqual([1, 2]);
    expect(edges).toEqual([map.edges[0]]);
    expect(filtered(map, new Set()).nodes).toHaveLength(4);
  });

  it("goes round clockwise from the top", () => {
    const [top, right, below, left] = [
      { x: 0, y: -9 },
      { x: 9, y: 0 },
      { x: 1, y: 5 },
      { x: -3, y: 0 },
    ];
    expect(clockwise({ x: 0, y: 0 }, [left, below, top, right])).toEqual([top, right, below, left]);
  });

  it("finds the neighbour in a direction", () => {
    const right = { x: 10, y: 3 };
    const far = { x: 90, y: 0 };
    expect(towards({ x: 0, y: 0 }, { x: 1, y: 0 }, [far, right])).toBe(right);
    expect(towards({ x: 0, y: 0 }, { x: -1, y: 0 }, [far, right])).toBeNull();
    expect([...(adjacency(map.edges).get(3) ?? [])]).toEqual([1, 4]);
  });
});
