import type { Look } from "./graph";

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
  return { font, color: (name) => colors.get(name) ?? "gray" };
}
