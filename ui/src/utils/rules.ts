/** A rule to begin with, for a host. */
export function newRule(host: string): string {
  const own = host.replace(/^www\./, "");
  return `host = "${own}"

# The article: the first of these that the page has.
body = [
  "article",
]

# Taken out of the page.
remove = [
]
`;
}

/** The line that an error about a rule names, from 1. */
export function lineOf(error: unknown): number | null {
  const found = error instanceof Error ? /^line (\d+): /.exec(error.message) : null;
  return found ? Number(found[1]) : null;
}

/** Where a line stands in a text: its first character and the one after its last. */
export function placeOfLine(text: string, line: number): [number, number] {
  const lines = text.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, part) => sum + part.length + 1, 0);
  return [start, start + (lines[line - 1]?.length ?? 0)];
}
