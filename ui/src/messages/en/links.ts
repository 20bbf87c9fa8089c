import { plural } from "../plural";

/** Links between articles. */
export const links = {
  "action.trailBack": "Back to the article before",
  "action.trailForward": "Forward again",
  "action.fromPage": "Show or hide “From this page”",

  "links.menu": "Link",
  "links.open": "Open the saved copy",
  "links.openTrashed": "Open the copy in the trash",
  "links.save": "Save this too",
  "links.saveShort": "Save",
  "links.again": "Try again",
  "links.cancel": "Cancel",
  "links.web": "Open on the web",
  "links.copy": "Copy address",
  "links.saved": "Saved",
  "links.trashed": "In the trash",
  "links.waiting": "Saving…",

  "links.cited": plural({ one: "Cited by {n} saved article", other: "Cited by {n} saved articles" }),
  "links.citedMore": "Cited by more than {n} saved articles",
  "links.more": plural({ one: "Show {n} more", other: "Show {n} more" }),
  "links.times": plural({ one: "{n} link", other: "{n} links" }),
  "links.heading": plural({ one: "{n} link in the text", other: "{n} links in the text" }),
  "links.savedOf": plural({ one: "{n} saved", other: "{n} saved" }),

  "links.fromPage": "From this page",
  "links.fromPageCount": plural({ one: "{n} story", other: "{n} stories" }),
  "links.otherStories": "Other stories",
  "links.inserts": "Read also",
  "links.inline": "among the paragraphs",
  "links.saveAll": plural({ one: "Save it", other: "Save all {n}" }),
  "links.cancelAll": "Stop saving",
  "links.savedOfAll": "{done} of {all} saved",
  "links.allSaved": "All saved",
} as const;
