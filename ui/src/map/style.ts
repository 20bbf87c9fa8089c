import type cytoscape from "cytoscape";

import { STROKES } from "./strokes";

/** Colours and typefaces of the window, as the canvas wants them. */
export interface Look {
  color(name: string): string;
  font: string;
  /** How wide a text is in CSS pixels, in letters of a weight and size such as "600 15px". */
  measure(letters: string): (text: string) => number;
}

/** Pixels of an article's dot across, and of its title's letters, by its distance from the middle. */
export const SIZES = [
  { dot: 20, font: 15 },
  { dot: 13, font: 13 },
  { dot: 9, font: 12 },
] as const;

/** How the map looks when dots, strokes and letters are drawn `grow` times their natural size. */
export function styles(look: Look, grow: number): cytoscape.StylesheetJson {
  return [...nodeStyles(look, grow), ...edgeStyles(look, grow)];
}

function nodeStyles(look: Look, grow: number): cytoscape.StylesheetJson {
  const sizes = SIZES.map(({ dot, font }, hops) => ({
    selector: `node[hops = ${hops}]`,
    style: { width: dot * grow, height: dot * grow, "font-size": font * grow },
  }));
  return [
    {
      selector: "node",
      style: {
        label: "data(label)",
        "background-color": look.color("--paper-raised"),
        "border-width": 2 * grow,
        "border-color": look.color("--ink-soft"),
        color: look.color("--ink"),
        "font-family": look.font,
        "text-wrap": "wrap",
        "text-max-width": "10000px",
        "text-valign": "bottom",
        "text-margin-y": 4 * grow,
        "text-background-color": look.color("--paper"),
        "text-background-opacity": 0.9,
        "text-background-shape": "roundrectangle",
        "text-background-padding": `${grow}px`,
        "z-index": 3,
      },
    },
    { selector: "node[above = 1]", style: { "text-valign": "top", "text-margin-y": -4 * grow } },
    ...sizes,
    { selector: "node[hops = 2]", style: { color: look.color("--ink-soft") } },
    {
      selector: "node[hops = 0]",
      style: {
        "background-color": look.color("--accent"),
        "border-color": look.color("--accent"),
        "font-weight": 600,
      },
    },
    // What has a title lies over what has none.
    { selector: "node.mute", style: { label: "", "z-index": 2 } },
    {
      selector: "node.at",
      style: {
        label: "data(label)",
        "border-width": 4 * grow,
        "border-color": look.color("--accent"),
        color: look.color("--ink"),
        "z-index": 10,
        "text-background-opacity": 1,
      },
    },
  ];
}

function edgeStyles(look: Look, grow: number): cytoscape.StylesheetJson {
  const kinds = Object.entries(STROKES).map(([kind, stroke]) => ({
    selector: `edge.${kind}`,
    style: {
      width: stroke.width * grow,
      "line-color": look.color(stroke.color),
      "target-arrow-color": look.color(stroke.color),
      ...(stroke.dash.length > 0
        ? { "line-style": "dashed" as const, "line-dash-pattern": stroke.dash.map((length) => length * grow) }
        : {}),
    },
  }));
  return [
    { selector: "edge", style: { "curve-style": "straight", opacity: 0.75, "arrow-scale": 0.9 } },
    // Only what connects the same two articles is bent, so that each can be seen.
    { selector: "edge.beside", style: { "curve-style": "bezier" } },
    { selector: "edge[directed = 1]", style: { "target-arrow-shape": "triangle" } },
    ...kinds,
    { selector: "edge.near", style: { opacity: 1, "z-index": 1 } },
  ];
}
