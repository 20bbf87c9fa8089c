import { plural } from "../plural";

/** Related articles and why they are. */
export const related = {
  "related.heading": "Related articles",
  "related.mention": "both mention {names}",
  "related.sameDay": "the same day",
  "related.apart": plural({ one: "{n} day apart", other: "{n} days apart" }),
  "related.tagged": "both tagged {tags}",
  "related.links": plural({ one: "{n} link in common", other: "{n} links in common" }),
  "related.dismiss": "Not related",
  "related.empty":
    "Nothing in the archive shares names or rare words with this article yet. Articles that do will stand here, each with the reason.",
} as const;
