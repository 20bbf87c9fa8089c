import { plural } from "../plural";

/** Articles with one text. */
export const copies = {
  "copies.heading": "Same text elsewhere",
  "copies.also": "also on {sites}",
  "copies.same": "same text",
  "copies.differs": "{percent} differs",
  "copies.part": "{percent} differs; the shorter one is part of the longer",
  "copies.not": "Not the same",
  "copies.merge": "Merge…",
  "merge.title": "Make one article of these?",
  "merge.keep": "Keep",
  "merge.goes":
    "Tags, notes, collections and relations of the other go to it, and so do the star, the reading state and the watch. Links to the other lead to it.",
  "merge.highlights":
    "Highlights go to the same words in its text. Where the words are not there, the quote becomes a note.",
  "merge.trash": "The other goes to the trash with all its versions. Undo takes all of it back.",
  "merge.confirm": "Merge",
  "told.merge": plural({ one: "Merged", other: "{n} articles merged" }),
  "told.not-duplicate": plural({ one: "No longer shown as the same text", other: "No longer shown as the same text" }),
  "told.duplicate": plural({ one: "Shown as the same text again", other: "Shown as the same text again" }),
  "job.counting": "Counting",
  "job.deriving": "Making anew",
  "job.indexing": "Indexing",
} as const;
