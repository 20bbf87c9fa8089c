import { plural } from "../plural";

/** Finding words in the open article. */
export const find = {
  "action.findIn": "Find in the article",
  "action.findNext": "Next place found",
  "action.findPrevious": "Previous place found",
  "findIn.label": "Find in this article",
  "findIn.query": "Words of the search: {query}",
  "findIn.count": plural({ one: "{all} place", other: "{all} places" }),
  "findIn.place": "{at} of {all}",
  "findIn.none": "Not in this article",
  "findIn.end": "from the beginning again",
  "findIn.start": "from the end again",
  "findIn.next": "Next",
  "findIn.previous": "Previous",
  "findIn.close": "Close",
} as const;
