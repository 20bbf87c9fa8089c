import { describe, expect, it } from "vitest";

import type { Tag } from "../api";
import { matchTags, tagKey, tidyTag } from "./tags";

function keyed(...tags: [path: string, count: number][]) {
  return tags.map(([path, count], id) => {
    const tag: Tag = { id, path, parent: null, color: null, count };
    return { tag, key: tagKey(path) };
  });
}

const TAGS = keyed(
  ["world", 40],
  ["world/iran", 12],
  ["world/iran/protests", 3],
  ["Iran deal", 90],
  ["transport", 7],
  ["اقتصاد/نفت", 5],
  ["empty", 0],
);

const paths = (text: string): string[] => matchTags(TAGS, text).map((tag) => tag.path);

describe("matchTags", () => {
  it("offers the most used first when nothing is typed", () => {
    expect(paths("")).toEqual([
      "Iran deal",
      "world",
      "world/iran",
      "transport",
      "اقتصاد/نفت",
      "world/iran/protests",
      "empty",
    ]);
  });

  it("puts names before beginnings, beginnings before words, and those before the rest", () => {
    expect(paths("IRAN")).toEqual(["world/iran", "Iran deal", "world/iran/protests"]);
    expect(paths("deal")).toEqual(["Iran deal"]);
    expect(paths("port")).toEqual(["transport"]);
    expect(paths("prtst")).toEqual(["world/iran/protests"]);
    expect(paths("zebra")).toEqual([]);
  });

  it("follows the steps of a path", () => {
    expect(paths("w/pro")[0]).toBe("world/iran/protests");
    expect(paths("#world / iran")[0]).toBe("world/iran");
  });

  it("takes Arabic letters for Persian ones", () => {
    expect(tagKey("كتاب/علي ۱۲")).toBe(tagKey("کتاب/علی 12"));
    expect(paths("اقتصاد")).toEqual(["اقتصاد/نفت"]);
  });
});

describe("tidyTag", () => {
  it("leaves out what surrounds a path", () => {
    expect(tidyTag("  # World /  Middle   East ")).toBe("World/Middle East");
  });
});
