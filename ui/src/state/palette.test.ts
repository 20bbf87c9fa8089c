import { beforeEach, describe, expect, it } from "vitest";

import type { ArticleSummary, Tag } from "../api";
import { sampleArticle } from "../test/fake";
import { SAMPLES } from "../test/samples";
import type { Action } from "./actions";
import { type Everything, places, readScope } from "./palette";

const action = (id: string, label: string): Action => ({
  id,
  label: () => label,
  keys: [],
  group: "window",
  enabled: () => true,
  run: () => undefined,
});
const tag = (id: number, path: string): Tag => ({ id, path, count: 1, color: null }) as unknown as Tag;
let articles: ArticleSummary[];
let everything: Everything;

beforeEach(() => {
  articles = SAMPLES.slice(0, 2).map((sample, at) => ({ ...sampleArticle(sample, at + 1), title: `Harbour ${at}` }));
  everything = {
    actions: [action("archive", "Archive"), action("settings", "Open the settings")],
    tags: [tag(1, "world/iran"), tag(2, "harbour")],
    collections: [{ row: { id: 7, name: "Harbours" } as never, path: "Places › Harbours" }],
    articles,
  };
});

const values = (text: string): string[] =>
  places(readScope(text), everything).flatMap((group) => group.places.map(({ value }) => value));

describe("the palette", () => {
  it("puts the kind with the best name first", () => {
    expect(values("harbour")).toEqual(["tag-2", "article-1", "article-2", "collection-7"]);
    expect(values("setti")[0]).toBe("settings");
    expect(values("wo ir")[0]).toBe("tag-1");
  });

  it("shows what can be done when nothing is typed", () => {
    expect(values("")).toEqual(["archive", "settings"]);
  });

  it("offers one kind alone after its sign", () => {
    expect(values("#")).toEqual(["tag-1", "tag-2"]);
    expect(values("# harb")).toEqual(["tag-2"]);
    expect(values(">harbour")).toEqual([]);
    expect(values("> arch")).toEqual(["archive"]);
  });

  it("keeps an article that was found by its text", () => {
    everything = { ...everything, articles: [{ ...(articles[0] as ArticleSummary), title: "Something else" }] };
    expect(values("harbour")).toContain("article-1");
  });
});
