import type { Api, Article, ArticleRelation, Relating, Relation } from "../api";

type RelationApi = Pick<Api, "relations" | "relate" | "changeRelation" | "unrelate" | "neighbourhood">;

const DIRECTED = new Set(["follow-up", "background", "source", "correction-of", "own"]);
const TIME = "2026-11-22T15:00:00Z";

/** The relations of the archive in memory. */
export class FakeRelations implements RelationApi {
  list: Relation[] = [];
  readonly #articles: () => Article[];
  readonly #changed: (before: Relation[]) => number;

  constructor(articles: () => Article[], changed: (before: Relation[]) => number) {
    this.#articles = articles;
    this.#changed = changed;
  }

  relations: Api["relations"] = async (article) => {
    const seen = this.list.flatMap((relation): ArticleRelation[] => {
      if (relation.from !== article && relation.to !== article) return [];
      const isFrom = relation.from === article;
      const other = this.#articles().find((row) => row.id === (isFrom ? relation.to : relation.from));
      const side = !relation.directed ? "both" : isFrom ? "from" : "to";
      return other ? [{ ...relation, side, article: other }] : [];
    });
    return { relations: seen, mentions: [] };
  };

  relate: Api["relate"] = async (articles, other, relating) => {
    const before = this.list;
    const made = articles.map((article) => this.#made(article, other, relating));
    this.list = [...before, ...made];
    return { value: made, step: this.#changed(before) };
  };

  changeRelation: Api["changeRelation"] = async (id, relating, seenFrom) => {
    const before = this.list;
    const old = before.find((relation) => relation.id === id);
    if (!old) throw new Error("no such relation");
    const changed = { ...this.#made(seenFrom, old.from === seenFrom ? old.to : old.from, relating), id };
    this.list = before.map((relation) => (relation.id === id ? changed : relation));
    return { value: changed, step: this.#changed(before) };
  };

  unrelate: Api["unrelate"] = async (ids) => {
    const before = this.list;
    this.list = before.filter((relation) => !ids.includes(relation.id));
    return { value: before.filter((relation) => ids.includes(relation.id)), step: this.#changed(before) };
  };

  neighbourhood: Api["neighbourhood"] = async (article) => {
    const edges = this.list.map(({ from, to, directed, kind, label }) => ({
      from,
      to,
      directed,
      label,
      kind: "relation" as const,
      relation: kind,
    }));
    const near = new Set([article, ...this.list.flatMap(({ from, to }) => [from, to])]);
    const nodes = this.#articles()
      .filter((row) => near.has(row.id))
      .map(({ id, title, direction, site, published }) => ({
        id,
        title,
        direction,
        site,
        published,
        hops: id === article ? 0 : 1,
      }))
      .sort((a, b) => a.hops - b.hops);
    return { center: article, nodes, edges, left_out: 0 };
  };

  #made(article: number, other: number, { kind = "same-story", label = null, note = null, side }: Relating): Relation {
    const [from, to] = side === "to" ? [other, article] : [article, other];
    const id = Math.max(0, ...this.list.map((relation) => relation.id)) + 1;
    const kept = { label: label ?? null, note: note ?? null };
    return { id, from, to, kind, directed: DIRECTED.has(kind), ...kept, created: TIME, updated: TIME };
  }
}
