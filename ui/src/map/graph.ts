import cytoscape from "cytoscape";

import type { EdgeKind, MapEdge, MapNode, Neighbourhood } from "../api";
import { shortTitle } from "../utils/titles";
import { rings, towards } from "./neighbours";
import { STROKES } from "./strokes";

export interface GraphEvents {
  /** An article was chosen, by the pointer or otherwise. */
  chosen(id: number): void;
  open(id: number): void;
  center(id: number): void;
}

/** Colours and typefaces of the window, as the canvas wants them. */
export interface Look {
  color(name: string): string;
  font: string;
}

/** Milliseconds between the clicks of a double click. */
const DOUBLE_MS = 320;

/** A map on a canvas. */
export class Graph {
  readonly #graph: cytoscape.Core;
  #clicked: { id: number; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(container: HTMLElement, map: Neighbourhood, look: Look, events: GraphEvents) {
    const places = rings(map.nodes);
    this.#graph = cytoscape({
      container,
      elements: [
        ...map.nodes.map((node) => ({
          data: nodeData(node, map.center),
          position: places.get(node.id) ?? { x: 0, y: 0 },
        })),
        ...map.edges.map((edge, place) => ({ data: edgeData(edge, place), classes: edge.kind })),
      ],
      style: styles(look),
      layout: { name: "preset" },
      minZoom: 0.08,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      // Edges are left out while the map moves only where there are very many.
      hideEdgesOnViewport: map.edges.length > 3000,
      textureOnViewport: false,
    });
    this.#graph.layout(layoutOf(map)).run();
    this.#graph.on("tap", "node", (event) => this.#tap(Number((event.target as cytoscape.NodeSingular).id()), events));
    this.fit();
  }

  /** Where an article stands, in CSS pixels of the canvas; for tests and menus. */
  placeOf(id: number): { x: number; y: number } {
    return this.#node(id).renderedPosition();
  }

  /** Shows which article the keyboard is at. */
  focus(id: number, reveal: boolean): void {
    this.#graph.nodes(".at").removeClass("at");
    this.#graph.edges(".near").removeClass("near");
    const node = this.#node(id);
    node.addClass("at");
    node.connectedEdges().addClass("near");
    if (reveal) this.#reveal(node);
  }

  /** The neighbour of an article in a direction, or any article there. */
  next(id: number, direction: { x: number; y: number }): number | null {
    const node = this.#node(id);
    const placed = (nodes: cytoscape.NodeCollection) =>
      nodes
        .filter((other) => other.visible())
        .toArray()
        .map((other) => ({ id: Number(other.id()), ...(other as cytoscape.NodeSingular).position() }));
    const near = node.neighborhood().nodes();
    const found =
      towards(node.position(), direction, placed(near)) ??
      towards(node.position(), direction, placed(this.#graph.nodes().difference(node)));
    return found?.id ?? null;
  }

  /** Shows only these articles and connections. */
  show(nodes: readonly MapNode[], hidden: ReadonlySet<EdgeKind>): void {
    const shown = new Set(nodes.map((node) => String(node.id)));
    this.#graph.batch(() => {
      this.#graph.nodes().forEach((node) => void node.style("display", shown.has(node.id()) ? "element" : "none"));
      this.#graph
        .edges()
        .forEach((edge) => void edge.style("display", hidden.has(edge.data("kind") as EdgeKind) ? "none" : "element"));
    });
  }

  restyle(look: Look): void {
    this.#graph.style(styles(look));
  }

  fit(): void {
    this.#graph.fit(this.#graph.elements(":visible"), 40);
    if (this.#graph.zoom() > 1.1) {
      this.#graph.zoom(1.1);
      this.#graph.center(this.#graph.elements(":visible"));
    }
  }

  zoom(factor: number): void {
    const renderedPosition = { x: this.#graph.width() / 2, y: this.#graph.height() / 2 };
    this.#graph.zoom({ level: this.#graph.zoom() * factor, renderedPosition });
  }

  resize(): void {
    this.#graph.resize();
  }

  destroy(): void {
    clearTimeout(this.#clicked?.timer);
    this.#graph.destroy();
  }

  #node(id: number): cytoscape.NodeSingular {
    return this.#graph.getElementById(String(id));
  }

  /** A click opens, unless it is the first of two. */
  #tap(id: number, events: GraphEvents): void {
    const first = this.#clicked;
    clearTimeout(first?.timer);
    this.#clicked = null;
    events.chosen(id);
    if (first?.id === id) return events.center(id);
    this.#clicked = { id, timer: setTimeout(() => events.open(id), DOUBLE_MS) };
  }

  #reveal(node: cytoscape.NodeSingular): void {
    const { x, y } = node.renderedPosition();
    const [width, height] = [this.#graph.width(), this.#graph.height()];
    const margin = 90;
    const dx = x < margin ? margin - x : x > width - margin ? width - margin - x : 0;
    const dy = y < margin ? margin - y : y > height - margin ? height - margin - y : 0;
    if (dx !== 0 || dy !== 0) this.#graph.panBy({ x: dx, y: dy });
  }
}

function nodeData(node: MapNode, center: number) {
  return { id: String(node.id), label: shortTitle(node.title), hops: node.hops, middle: node.id === center ? 1 : 0 };
}

function edgeData(edge: MapEdge, place: number) {
  const { from, to, kind, directed } = edge;
  return { id: `e${place}`, source: String(from), target: String(to), kind, directed: directed ? 1 : 0 };
}

/** Springs from the rings: without chance, so that the same map always looks the same. */
function layoutOf(map: Neighbourhood): cytoscape.LayoutOptions {
  return {
    name: "cose",
    animate: false,
    randomize: false,
    fit: false,
    numIter: map.nodes.length > 150 ? 250 : 500,
    nodeRepulsion: () => 90_000,
    idealEdgeLength: () => 110,
    nodeOverlap: 30,
    gravity: 0.4,
    componentSpacing: 80,
  };
}

function styles(look: Look): cytoscape.StylesheetJson {
  const kinds = Object.entries(STROKES).map(([kind, stroke]) => ({
    selector: `edge.${kind}`,
    style: {
      width: stroke.width,
      "line-color": look.color(stroke.color),
      "target-arrow-color": look.color(stroke.color),
      ...(stroke.dash.length > 0 ? { "line-style": "dashed" as const, "line-dash-pattern": [...stroke.dash] } : {}),
    },
  }));
  return [
    {
      selector: "node",
      style: {
        width: 13,
        height: 13,
        label: "data(label)",
        "background-color": look.color("--paper-raised"),
        "border-width": 2,
        "border-color": look.color("--ink-soft"),
        color: look.color("--ink"),
        "font-family": look.font,
        "font-size": 13,
        "text-wrap": "wrap",
        "text-max-width": "150px",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-background-color": look.color("--paper"),
        "text-background-opacity": 0.85,
        "text-background-padding": "1px",
        "min-zoomed-font-size": 6,
      },
    },
    { selector: "node[hops = 2]", style: { width: 9, height: 9, color: look.color("--ink-soft"), "font-size": 12 } },
    {
      selector: "node[middle = 1]",
      style: {
        width: 20,
        height: 20,
        "background-color": look.color("--accent"),
        "border-color": look.color("--accent"),
        "font-size": 16,
        "font-weight": 600,
      },
    },
    {
      selector: "node.at",
      style: { "border-width": 4, "border-color": look.color("--accent"), "z-index": 10, "min-zoomed-font-size": 0 },
    },
    { selector: "edge", style: { "curve-style": "bezier", opacity: 0.75, "arrow-scale": 0.9 } },
    { selector: "edge[directed = 1]", style: { "target-arrow-shape": "triangle" } },
    ...kinds,
    { selector: "edge.near", style: { opacity: 1, "z-index": 9 } },
  ];
}
