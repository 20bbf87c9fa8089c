import type { CitationStyle } from "../api";

/** Styles that people read. */
export const STYLES = ["apa", "mla", "chicago"] as const satisfies readonly CitationStyle[];

/** Formats that programs read. */
export const FORMATS = ["bibtex", "ris", "csl-json"] as const satisfies readonly CitationStyle[];
