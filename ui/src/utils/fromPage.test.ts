import { expect, it } from "vitest";

import type { Link } from "../api";
import { blocksOf } from "./fromPage";

function link(url: string, more: Partial<Link>): Link {
  return {
    url: `https://example.org/${url}`,
    text: url,
    context: "related",
    place: "around",
    heading: null,
    teaser: null,
    thumbnail: null,
    picture_failure: null,
    picture: null,
    published: null,
    position: 0,
    article: null,
    title: null,
    site: null,
    trashed: false,
    ...more,
  };
}

it("groups stories by list, each once, and leaves out what an article is filed under", () => {
  const blocks = blocksOf([
    link("text", { context: "body", place: "text" }),
    link("insert", { place: "inline", heading: "Latest" }),
    link("topic", { place: "topic", heading: "Latest" }),
    link("one", { heading: "Latest" }),
    link("two", {}),
    link("one#comments", { heading: "Must read" }),
    link("three", { heading: " Latest " }),
  ]);
  expect(blocks.map(({ heading, inline, links }) => [heading, inline, links.map(({ text }) => text)])).toEqual([
    ["Latest", true, ["insert"]],
    ["Latest", false, ["one", "three"]],
    [null, false, ["two"]],
  ]);
});

it("makes room for pictures where a list has any, kept or missing", () => {
  const blocks = blocksOf([
    link("one", { heading: "Latest" }),
    link("two", { heading: "Latest", thumbnail: "0".repeat(64) }),
    link("three", { heading: "Must read", picture_failure: { reason: "status", message: "the server answered 404" } }),
    link("four", { heading: "Plain", picture: "https://example.org/not-asked-for.jpg" }),
  ]);
  expect(blocks.map(({ pictured }) => pictured)).toEqual([true, true, false]);
});
