import type { Look } from "./style";

const NAMES = ["--paper", "--paper-raised", "--ink", "--ink-soft", "--ink-faint", "--accent", "--star", "--danger"];

/** Colours and typeface as they come out within an element: a canvas knows no custom properties. */
export function lookIn(element: HTMLElement): Look {
  const probe = document.createElement("span");
  element.append(probe);
  probe.style.fontFamily = "var(--serif)";
  const style = getComputedStyle(probe);
  const font = style.fontFamily;
  const colors = new Map<string, string>();
  for (const name of NAMES) {
    probe.style.color = `var(${name})`;
    colors.set(name, style.color);
  }
  probe.remove();
  const paper = document.createElement("canvas").getContext("2d");
  const measure = (letters: string) => (text: string) => {
    if (!paper) return text.length * 7;
    paper.font = `${letters} ${font}`;
    return paper.measureText(text).width;
  };
  return { font, measure, color: (name) => colors.get(name) ?? "gray" };
}
