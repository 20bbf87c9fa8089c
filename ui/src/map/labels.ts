import type { Place } from "./layout";

/** Pixels of a line of a label at its natural size, and between an article's dot and its label. */
export const LINE = 1.25;
const GAP = 4;

/** Titles where words are not parted by spaces are broken between words, too. */
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** A title broken into at most `most` lines of `width`, as `measure` measures; what does not fit ends in "…". */
export function broken(title: string, measure: (text: string) => number, width: number, most = 2): string[] {
  const parts = [...segmenter.segment(title.trim().replace(/\s+/g, " "))].map(({ segment }) => segment);
  const lines: string[] = [];
  let line = "";
  for (const [place, part] of parts.entries()) {
    if (line === "" || measure((line + part).trimEnd()) <= width || /^\p{P}/u.test(part)) {
      line += line === "" ? part.trimStart() : part;
      continue;
    }
    if (lines.length + 1 === most) return [...lines, cut(line + parts.slice(place).join(""), measure, width)];
    lines.push(cut(line.trimEnd(), measure, width));
    line = part.trimStart();
  }
  return line === "" ? lines : [...lines, cut(line.trimEnd(), measure, width)];
}

/** As much of a line as fits. */
function cut(line: string, measure: (text: string) => number, width: number): string {
  if (measure(line) <= width) return line;
  const letters = [...line];
  while (letters.length > 1 && measure(`${letters.join("")}…`) > width) letters.pop();
  return `${letters.join("").replace(/[\s\p{P}]+$/u, "")}…`;
}

/** A label below or above an article's dot; sizes in CSS pixels at its natural size. */
export interface Label extends Place {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly above: boolean;
  /** Whether it gives way to everything. */
  readonly far: boolean;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * The labels that can be read when they and the dots are drawn `grow` times their natural size, in the order of their
 * importance: none lies over another label, nor over the dot of an article before it; those of far articles over no dot.
 */
export function legible(labels: readonly Label[], grow: number): Set<number> {
  const dots = labels.map((label) => dot(label, grow));
  const taken: Box[] = [];
  const shown = new Set<number>();
  for (const [place, label] of labels.entries()) {
    const box = beside(label, grow);
    const avoided = label.far ? dots : dots.slice(0, place);
    if (taken.every((other) => apart(box, other)) && avoided.every((other) => apart(box, other))) {
      shown.add(label.id);
      taken.push(box);
    }
  }
  return shown;
}

function beside({ x, y, width, height, radius, above }: Label, grow: number): Box {
  const far = (radius + GAP) * grow;
  const top = above ? y - far - height * grow : y + far;
  return { left: x - (width / 2) * grow, right: x + (width / 2) * grow, top, bottom: top + height * grow };
}

function dot({ x, y, radius }: Label, grow: number): Box {
  const reach = radius * grow;
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

const apart = (a: Box, b: Box): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
