import cytoscape from "cytoscape";

import type { EdgeKind, MapEdge, MapNode, Neighbourhood } from "../api";
import { broken, type Label, legible, LINE } from "./labels";
import type { Place } from "./layout";
import { adjacency, clockwise, towards } from "./neighbours";
import { KINDS } from "./strokes";
import { type Look, SIZES, styles } from "./style";

export interface GraphEvents {
  /** An article was chosen, by the pointer or otherwise. */
  chosen(id: number): void;
  open(id: number): void;
  center(id: number): void;
}

/** Milliseconds between the clicks of a double click, and until a zoom has ended. */
const DOUBLE_MS = 320;
const SETTLED_MS = 200;
/** Width of a label in CSS pixels at its natural size. */
const LABEL_WIDTH = 170;
/** Nothing is drawn larger than so to be seen in a map that is looked at from afar. */
const FARTHEST = 6;
/** Bounds of what is shown as a whole, and the room around it in CSS pixels. */
const SMALLEST = 0.08;
const CLOSEST = 1.3;
const MARGIN = { x: 110, y: 60 };
/** Edges from which on a map that moves is drawn from a picture of it. */
const MANY_EDGES = 400;

/** A map on a canvas. */
export class Graph {
  readonly #graph: cytoscape.Core;
  #labels: Label[];
  #look: Look;
  /** How much larger than its natural size everything but the distances is drawn. */
  #grow: number;
  #at: number;
  /** Articles whose titles can be read, and those that are left out, as are kinds of connections. */
  #named: ReadonlySet<number>;
  #absent: ReadonlySet<string> = new Set();
  #hidden: ReadonlySet<EdgeKind> = new Set();
  #clicked: { id: number; timer: ReturnType<typeof setTimeout> } | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    container: HTMLElement,
    map: Neighbourhood,
    places: ReadonlyMap<number, Place>,
    look: Look,
    events: GraphEvents,
  ) {
    this.#look = look;
    this.#at = map.center;
    const beside = besides(map.edges);
    const near = adjacency(map.edges);
    const titles = map.nodes.map((node) => titled(node, [...(near.get(node.id) ?? [])], places, look));
    this.#labels = titles.map(({ label }) => label);
    // All is known before anything is made: what is made twice is drawn twice.
    const view = viewOf(this.#labels, container.clientWidth, container.clientHeight);
    this.#grow = growAt(view.zoom);
    this.#named = legible(this.#labels, this.#grow);
    this.#graph = cytoscape({
      container,
      elements: [
        ...titles.map(({ label: { id, x, y, above }, text, hops }) => ({
          data: { id: String(id), label: text, hops, above: above ? 1 : 0 },
          position: { x, y },
          classes: this.#named.has(id) ? [] : ["mute"],
        })),
        ...map.edges.map((edge, place) => edgeOf(edge, place, beside)),
      ],
      style: styles(look, this.#grow),
      layout: { name: "preset", fit: false },
      ...view,
      minZoom: SMALLEST,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      textureOnViewport: map.edges.length > MANY_EDGES,
    });
    this.#graph.on("tap", "node", (event) => this.#tap(Number((event.target as cytoscape.NodeSingular).id()), events));
    this.#graph.on("dragfree", "node", (event) => this.#moved(event.target as cytoscape.NodeSingular));
    this.#graph.on("zoom", () => this.#unsettle());
  }

  /** Shows which article the keyboard is at. */
  focus(id: number, reveal: boolean): void {
    this.#at = id;
    this.#graph.nodes(".at").removeClass("at");
    this.#graph.edges(".near").removeClass("near");
    const node = this.#node(id);
    node.addClass("at");
    node.connectedEdges().addClass("near");
    this.#name();
    if (reveal) this.#reveal(node);
  }

  /** The neighbour of an article in a direction, or any article there. */
  next(id: number, direction: Place): number | null {
    const node = this.#node(id);
    const others = this.#graph.nodes(":visible").difference(node);
    const found =
      towards(node.position(), direction, this.#near(id)) ?? towards(node.position(), direction, placed(others));
    return found?.id ?? null;
  }

  /** The neighbours of an article, clockwise from the top. */
  around(id: number): number[] {
    return clockwise(this.#node(id).position(), this.#near(id)).map((neighbour) => neighbour.id);
  }

  /** Shows only these articles and connections. */
  show(nodes: readonly MapNode[], hidden: ReadonlySet<EdgeKind>): void {
    const shown = new Set(nodes.map((node) => String(node.id)));
    const absent = new Set(this.#labels.map(({ id }) => String(id)).filter((id) => !shown.has(id)));
    const [absentBefore, hiddenBefore] = [this.#absent, this.#hidden];
    [this.#absent, this.#hidden] = [absent, hidden];
    this.#graph.batch(() => {
      this.#graph
        .nodes()
        .filter((node) => absent.has(node.id()) !== absentBefore.has(node.id()))
        .forEach((node) => void node.style("display", absent.has(node.id()) ? "none" : "element"));
      for (const kind of KINDS.filter((kind) => hidden.has(kind) !== hiddenBefore.has(kind)))
        this.#graph.edges(`.${kind}`).style("display", hidden.has(kind) ? "none" : "element");
    });
    this.#name();
  }

  restyle(look: Look): void {
    this.#look = look;
    this.#graph.style(styles(look, this.#grow));
  }

  fit(): void {
    this.#graph.viewport(viewOf(this.#present(), this.#graph.width(), this.#graph.height()));
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
    clearTimeout(this.#settling);
    this.#graph.destroy();
  }

  #node(id: number): cytoscape.NodeSingular {
    return this.#graph.getElementById(String(id));
  }

  #near(id: number): (Place & { id: number })[] {
    return placed(this.#node(id).neighborhood().nodes(":visible"));
  }

  /** Articles that are not left out, the nearer to the middle first. */
  #present(): Label[] {
    return this.#labels.filter(({ id }) => !this.#absent.has(String(id)));
  }

  /** Waits until the zoom has ended: a frame that comes late is none. */
  #unsettle(): void {
    clearTimeout(this.#settling);
    const zoom = this.#graph.zoom();
    this.#settling = setTimeout(
      () => requestAnimationFrame(() => zoom === this.#graph.zoom() && this.#settle()),
      SETTLED_MS,
    );
  }

  /** From afar dots, strokes and letters keep the size in which they can be seen and read. */
  #settle(): void {
    if (this.#graph.destroyed()) return;
    const grow = growAt(this.#graph.zoom());
    if (Math.abs(grow / this.#grow - 1) > 0.1) {
      this.#grow = grow;
      this.#graph.style(styles(this.#look, grow));
    }
    this.#name();
  }

  /** Names as many articles as have room for it: the one the keyboard is at first, then the nearer to the middle. */
  #name(): void {
    const present = this.#present();
    const first = present.filter(({ id }) => id === this.#at);
    const named = legible([...first, ...present.filter(({ id }) => id !== this.#at)], this.#grow);
    const before = this.#named;
    this.#named = named;
    this.#graph.batch(() => {
      for (const { id } of present)
        if (named.has(id) !== before.has(id)) this.#node(id).toggleClass("mute", !named.has(id));
    });
  }

  #moved(node: cytoscape.NodeSingular): void {
    this.#labels = this.#labels.map((label) =>
      String(label.id) === node.id() ? { ...label, ...node.position() } : label,
    );
    this.#name();
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

const growAt = (zoom: number): number => Math.min(FARTHEST, Math.max(1, 1 / zoom));

/** The zoom and place at which all of some places are shown. */
function viewOf(places: readonly Place[], width: number, height: number): { zoom: number; pan: Place } {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const wide = (width - 2 * MARGIN.x) / Math.max(1, right - left);
  const high = (height - 2 * MARGIN.y) / Math.max(1, bottom - top);
  const zoom = Math.max(SMALLEST, Math.min(CLOSEST, wide, high));
  return { zoom, pan: { x: (width - zoom * (left + right)) / 2, y: (height - zoom * (top + bottom)) / 2 } };
}

const placed = (nodes: cytoscape.NodeCollection): (Place & { id: number })[] =>
  nodes.toArray().map((node) => ({ id: Number(node.id()), ...(node as cytoscape.NodeSingular).position() }));

/** An article with its title in lines, and the room that takes: on the side where fewer connections lie. */
function titled(node: MapNode, near: readonly number[], places: ReadonlyMap<number, Place>, look: Look) {
  const hops = Math.min(node.hops, SIZES.length - 1);
  const { dot, font } = SIZES[hops] ?? SIZES[0];
  const measure = look.measure(`${hops === 0 ? "600 " : ""}${font}px`);
  const lines = broken(node.title, measure, LABEL_WIDTH);
  const { x, y } = places.get(node.id) ?? { x: 0, y: 0 };
  const label: Label = {
    id: node.id,
    x,
    y,
    radius: dot / 2,
    far: hops > 1,
    above: near.reduce((sum, other) => sum + Math.sign((places.get(other)?.y ?? y) - y), 0) > 0,
    width: Math.max(...lines.map(measure)),
    height: lines.length * font * LINE,
  };
  // The canvas runs from left to right; a line of a Persian title does not.
  const text = node.direction === "rtl" ? lines.map((line) => `\u2067${line}\u2069`) : lines;
  return { label, text: text.join("\n"), hops };
}

const pairOf = ({ from, to }: MapEdge): string => (from < to ? `${from} ${to}` : `${to} ${from}`);

/** The pairs of articles that are connected in several ways. */
function besides(edges: readonly MapEdge[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(edges.map(pairOf).filter((pair) => seen.has(pair) || !seen.add(pair)));
}

function edgeOf(edge: MapEdge, place: number, beside: ReadonlySet<string>) {
  const { from, to, kind, directed } = edge;
  return {
    data: { id: `e${place}`, source: String(from), target: String(to), kind, directed: directed ? 1 : 0 },
    classes: beside.has(pairOf(edge)) ? `${kind} beside` : kind,
  };
}
