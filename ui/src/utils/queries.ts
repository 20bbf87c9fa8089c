import type { QueryFault, QueryPart, QueryProblem, QueryReading } from "../api";

/** Quotation marks that open, each with those that close it, as the library reads them. */
const QUOTES: Readonly<Record<string, string>> = { '"': '"', "“": '”“"', "„": '“”"', "”": '”"', "«": "»", "「": "」" };
const ENDS_BARE = /[\s()"“„”«「]/u;

/** A piece of a query: a run without spaces, or a parenthesis. */
interface Token {
  from: number;
  to: number;
  /** Parentheses around it. */
  depth: number;
  quoted: boolean;
}

/** The pieces of a query; only as exact as changing its text by clicks needs. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const first = text[at] ?? "";
    if (/\s/.test(first)) {
      at += 1;
      continue;
    }
    const from = at;
    const close = QUOTES[first];
    if (first === ")") depth = Math.max(0, depth - 1);
    if (close !== undefined) {
      at += 1;
      while (at < text.length && !close.includes(text[at] ?? "")) at += 1;
      at += 1;
    } else if (first === "(" || first === ")") at += 1;
    else while (at < text.length && !ENDS_BARE.test(text[at] ?? "")) at += 1;
    tokens.push({ from, to: Math.min(at, text.length), depth, quoted: close !== undefined });
    if (first === "(") depth += 1;
  }
  return tokens;
}

/** Whether a query is several ones joined by OR. */
export function isAlternative(text: string): boolean {
  return tokensOf(text).some(({ from, to, depth }) => depth === 0 && text.slice(from, to) === "OR");
}

/** A value as it stands behind a colon. */
export function valueText(value: string): string {
  if (value !== "" && !ENDS_BARE.test(value)) return value;
  return value.includes('"') ? `«${value.replaceAll("»", "")}»` : `"${value}"`;
}

/**
 * A query that asks for `filter` as well, in front: what is being typed stays last. Alternatives are put in parentheses, and
 * a word among them that was still being typed stays the beginning of one.
 */
export function withFilter(text: string, filter: string, negated = false): string {
  const added = (negated ? "-" : "") + filter;
  const rest = text.trimStart();
  if (rest.trim() === "") return `${added} `;
  if (!isAlternative(rest)) return `${added} ${rest}`;
  const last = tokensOf(rest).at(-1);
  const typing = last?.to === rest.length && !last.quoted && /[\p{L}\p{N}]$/u.test(rest) && !/:\S*$/.test(rest);
  return `${added} (${rest.trimEnd()}${typing ? "*" : ""})`;
}

/** A query without one of its parts, and without the OR or AND that joined it. */
export function withoutPart(text: string, { from, to }: Pick<QueryPart, "from" | "to">): string {
  const before = text.slice(0, from).trimEnd();
  let after = text.slice(to).trimStart();
  const open = before.replace(/(^|[\s(])(?:OR|AND|NOT)$/, "").trimEnd();
  if (open === before) after = after.replace(/^(?:OR|AND)(?=\s|$)\s*/, "");
  // A space at the end says that the last word is whole.
  return [open, after].filter(Boolean).join(" ");
}

const plain = (value: string): string =>
  value
    .trim()
    .replace(/^["“„”«「](.*)["”“»」]$/u, "$1")
    .toLowerCase();

/** Name and value of a filter as the query language writes it. */
export function filterOf(filter: string): { name: string; value: string } {
  const colon = filter.indexOf(":");
  return { name: filter.slice(0, colon).toLowerCase(), value: filter.slice(colon + 1) };
}

/** The part of a query that asks for a filter or, `negated`, rules it out. */
export function partOf(reading: QueryReading, filter: string, negated = false): QueryPart | undefined {
  const { name, value } = filterOf(filter);
  return reading.parts.find(
    (part) => part.filter === name && part.negated === negated && plain(part.value) === plain(value),
  );
}

/** How a stretch of a query is drawn. */
export interface Stretch {
  text: string;
  kind: "plain" | "name" | "value";
  fault: QueryFault | null;
}

/** What a reading says of a text that has been changed since: the parts before and behind the change, moved along. */
export function carried<T extends { from: number; to: number }>(
  parts: readonly T[],
  read: string,
  text: string,
): readonly T[] {
  if (read === text) return parts;
  const least = Math.min(read.length, text.length);
  let head = 0;
  while (head < least && read[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < least - head && read[read.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const moved = text.length - read.length;
  return parts.flatMap((part) => {
    // The part that is being typed in grows and shrinks with its text.
    const typed = part.to === head && /^\S/.test(text.slice(head, text.length - tail));
    if (part.to <= head && !typed) return [part];
    if (part.from >= read.length - tail) return [{ ...part, from: part.from + moved, to: part.to + moved }];
    if (part.from <= head && (typed || part.to >= read.length - tail)) return [{ ...part, to: part.to + moved }];
    return [];
  });
}

/** A query in stretches: names and values of filters set off, and what makes no sense. */
export function stretchesOf(
  text: string,
  parts: readonly QueryPart[],
  problems: readonly QueryProblem[],
): readonly Stretch[] {
  const cuts = [0, text.length];
  const named = parts.flatMap((part) => {
    const colon = part.filter === null ? -1 : text.indexOf(":", part.from);
    return colon < 0 || colon >= part.to ? [] : [{ ...part, colon: colon + 1 }];
  });
  for (const { from, colon, to } of named) cuts.push(from, colon, to);
  for (const { from, to } of problems) cuts.push(from, to);
  const places = [...new Set(cuts.filter((cut) => cut >= 0 && cut <= text.length))].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, at) => {
    const part = named.find((other) => other.from <= from && from < other.to);
    const kind = part ? (from < part.colon ? "name" : "value") : "plain";
    const fault = problems.find((problem) => problem.from <= from && from < problem.to)?.fault ?? null;
    return { text: text.slice(from, places[at + 1]), kind, fault };
  });
}

/** The value of a filter at the end of a text, or the only word before a colon comes. */
const HALF = /(?:^|[\s(])-?(?:(?<filter>[a-z-]+):(?:"[^"]*|[^\s"()]*)|(?<name>[a-z-]+))$/;

/** What stands before a filter that is still being written at the end of a text; null where there is none. */
export function beforeHalf(text: string, filters: readonly string[]): string | null {
  const half = HALF.exec(text);
  if (!half) return null;
  const { filter, name } = half.groups ?? {};
  const isHalf = filter === undefined ? filters.some((one) => one.startsWith(name ?? "")) : filters.includes(filter);
  return isHalf ? text.slice(0, half.index) : null;
}

/** How many letters one word must change to become the other; transposed neighbours count once. */
export function distance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let above = b.map((_, at) => at + 1);
  above.unshift(0);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let least = Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + same);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      line.push(least);
    }
    [before, above] = [above, line];
  }
  return above[b.length] ?? 0;
}
