import { plural } from "../plural";

/** Articles with one text. */
export const copies = {
  "copies.heading": "Same text elsewhere",
  "copies.also": "also on {sites}",
  "copies.same": "same text",
  "copies.differs": "{percent} differs",
  "copies.part": "{percent} differs; the shorter one is part of the longer",
  "copies.not": "Not the same",
  "told.not-duplicate": plural({ one: "No longer shown as the same text", other: "No longer shown as the same text" }),
  "told.duplicate": plural({ one: "Shown as the same text again", other: "Shown as the same text again" }),
  "job.counting": "Counting",
  "job.deriving": "Making anew",
  "job.indexing": "Indexing",
} as const;
