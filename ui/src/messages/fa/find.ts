import type { find as en } from "../en/find";
import type { Catalogue } from "../message";
import { plural } from "../plural";

/** Finding words in the open article. */
export const find: Pick<Catalogue, keyof typeof en> = {
  "action.findIn": "یافتن در مقاله",
  "action.findNext": "جای بعدی",
  "action.findPrevious": "جای قبلی",
  "findIn.label": "یافتن در این مقاله",
  "findIn.query": "واژه‌های جست‌وجو: {query}",
  "findIn.count": plural({ one: "{all} جا", other: "{all} جا" }),
  "findIn.place": "{at} از {all}",
  "findIn.none": "در این مقاله نیست",
  "findIn.end": "دوباره از آغاز",
  "findIn.start": "دوباره از پایان",
  "findIn.next": "بعدی",
  "findIn.previous": "قبلی",
  "findIn.close": "بستن",
};
