/** Citing articles and highlights, in Persian. */
export const citations = {
  "cite.copy": "کپی ارجاع",
  "cite.copyIn": "کپی ارجاع: {style}",
  "cite.apa": "APA",
  "cite.mla": "MLA",
  "cite.chicago": "شیکاگو",
  "cite.bibtex": "BibTeX",
  "cite.ris": "RIS",
  "cite.csl-json": "CSL-JSON",
} as const;
