/** Citing articles and highlights. */
export const citations = {
  "cite.copy": "Copy citation",
  "cite.copyIn": "Copy citation: {style}",
  "cite.apa": "APA",
  "cite.mla": "MLA",
  "cite.chicago": "Chicago",
  "cite.bibtex": "BibTeX",
  "cite.ris": "RIS",
  "cite.csl-json": "CSL-JSON",
} as const;
