import { expect, it } from "vitest";

import { sameSearch, searchOf } from "./searches";

const view = {
  shelf: "all",
  find: " bridge ",
  sort: "saved",
  order: "descending",
  tag: null,
  collection: null,
  narrow: null,
} as const;

it("keeps what the list asks for", () => {
  const narrow = { state: "read", site: "example.org", incomplete: false } as const;
  expect(searchOf({ ...view, narrow })).toEqual({
    find: "bridge",
    shelf: "all",
    state: "read",
    incomplete: false,
    site: "example.org",
    tag: null,
    collection: null,
    sort: "saved",
    order: "descending",
  });
});

it("finds searches the same whatever they leave out", () => {
  const search = searchOf(view);
  expect(sameSearch(search, { find: "bridge", order: "descending", sort: "saved", shelf: "all" })).toBe(true);
  expect(sameSearch(search, { ...search, find: "bridges" })).toBe(false);
  expect(sameSearch(search, { ...search, incomplete: true })).toBe(false);
});
