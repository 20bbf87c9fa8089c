import {
  ApiError,
  type Article,
  type Collection,
  type CollectionPatch,
  type CollectionSummary,
  type NewCollection,
} from "../api";

interface Node {
  id: number;
  parent: number | null;
  name: string;
  description: string;
  cover: string;
  query: CollectionSummary["query"];
  articles: readonly number[];
}

const MADE = new Date(Date.UTC(2026, 10, 22)).toISOString();

/** Collections in memory, siblings in the order of the nodes; every change leaves the nodes before it as they were. */
export class FakeCollections {
  nodes: readonly Node[] = [];

  summary(node: Node, articles: readonly Article[]): CollectionSummary {
    const there = new Set(articles.filter((row) => !row.trashed).map((row) => row.id));
    const { id, parent, name, query } = node;
    return { id, parent, name, query, articles: node.articles.filter((article) => there.has(article)).length };
  }

  details(id: number, articles: readonly Article[]): Collection {
    const node = this.node(id);
    const first = this.pictures(id, articles)[0] ?? null;
    return {
      ...this.summary(node, articles),
      path: this.#path(node).join("/"),
      description: node.description,
      cover: node.cover || first,
      chosen_cover: node.cover !== "",
      created: MADE,
      updated: MADE,
    };
  }

  node(id: number): Node {
    const node = this.nodes.find((other) => other.id === id);
    if (!node) throw new ApiError({ kind: "not-found", message: `no collection ${id} in this archive`, hint: null });
    return node;
  }

  pictures(id: number, articles: readonly Article[]): string[] {
    const pictures = this.node(id).articles.map((article) => articles.find((row) => row.id === article)?.lead_image);
    return [...new Set(pictures.filter((picture) => picture !== null && picture !== undefined))];
  }

  make({ name, parent = null, description = "", query = null }: NewCollection): number {
    const id = Math.max(0, ...this.nodes.map((node) => node.id)) + 1;
    const node = { id, parent, name: name ?? "", description, cover: "", query: query ?? null, articles: [] };
    this.nodes = [...this.nodes, node];
    return id;
  }

  patch(id: number, { name, description, cover, query }: CollectionPatch): void {
    const patch = { name, description, cover, query };
    const known = Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== null && value !== undefined),
    );
    this.#change(id, (node) => ({ ...node, ...known }));
  }

  move(id: number, parent: number | null, before: number | null): void {
    for (let at: number | null = parent; at !== null; at = this.node(at).parent) {
      if (at === id) throw new ApiError({ kind: "invalid", message: "it would stand in itself", hint: null });
    }
    const node = { ...this.node(id), parent };
    const rest = this.nodes.filter((other) => other.id !== id);
    const at = before === null ? rest.length : rest.findIndex((other) => other.id === before);
    this.nodes = [...rest.slice(0, at), node, ...rest.slice(at)];
  }

  remove(ids: readonly number[]): void {
    const gone = (node: Node): boolean =>
      ids.includes(node.id) || (node.parent !== null && gone(this.node(node.parent)));
    this.nodes = this.nodes.filter((node) => !gone(node));
  }

  add(id: number, articles: readonly number[]): number {
    const fresh = articles.filter((article) => !this.node(id).articles.includes(article));
    this.#change(id, (node) => ({ ...node, articles: [...node.articles, ...fresh] }));
    return fresh.length;
  }

  takeOut(id: number, articles: readonly number[]): number {
    const before = this.node(id).articles.length;
    this.#change(id, (node) => ({ ...node, articles: node.articles.filter((article) => !articles.includes(article)) }));
    return before - this.node(id).articles.length;
  }

  arrange(id: number, articles: readonly number[], before: number | null): void {
    const order = this.node(id).articles;
    const behind = before === null ? [] : order.slice(order.indexOf(before));
    const next = behind.find((article) => !articles.includes(article));
    const rest = order.filter((article) => !articles.includes(article));
    const at = next === undefined ? rest.length : rest.indexOf(next);
    const moved = order.filter((article) => articles.includes(article));
    this.#change(id, (node) => ({ ...node, articles: [...rest.slice(0, at), ...moved, ...rest.slice(at)] }));
  }

  of(articles: readonly number[]): [number, number][] {
    const count = (node: Node): number => node.articles.filter((article) => articles.includes(article)).length;
    return this.nodes.map((node): [number, number] => [node.id, count(node)]).filter(([, n]) => n > 0);
  }

  #path(node: Node): string[] {
    return [...(node.parent === null ? [] : this.#path(this.node(node.parent))), node.name];
  }

  #change(id: number, change: (node: Node) => Node): void {
    this.node(id);
    this.nodes = this.nodes.map((node) => (node.id === id ? change(node) : node));
  }
}
