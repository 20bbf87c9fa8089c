import type { ArticleRelation, ArticleSummary, PersonalConnections, Relating, What } from "../api";
import { isolated } from "../utils/direction";
import { shortTitle } from "../utils/titles";
import type { Lede } from "./lede.svelte";

/** What covers the window while articles are related, or while their map is looked at. */
export type RelationDialog =
  /** Articles that are to be related to another one, which is asked for when it is null. */
  | { relate: readonly number[]; other: number | null; relation: ArticleRelation | null }
  /** The article whose neighbourhood is shown. */
  | { map: number };

/** A person's relations between articles: those of the open one, and making them. */
export class Relations {
  /** What a person connected an article with. */
  shown = $state.raw<{ article: number; connections: PersonalConnections } | null>(null);

  readonly #lede: Lede;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Reads what an article is connected with. */
  async load(article: number): Promise<void> {
    const connections = await this.#lede.api.relations(article);
    this.shown = { article, connections };
  }

  /** Reads again what is shown, after the archive changed. */
  async refresh(): Promise<void> {
    const { reader } = this.#lede;
    if (reader.panel === "connections" && reader.id !== null) await this.load(reader.id);
  }

  /** Asks what the selected articles are to another one; exactly two are related to one another. */
  ask(ids: readonly number[] = this.#lede.targets): void {
    const [first, second] = ids;
    if (first === undefined) return;
    const pair = ids.length === 2 && second !== undefined;
    this.#lede.dialog = { relate: pair ? [first] : ids, other: pair ? second : null, relation: null };
  }

  /** Asks what articles are to `other`. */
  pair(ids: readonly number[], other: number): void {
    const relate = ids.filter((id) => id !== other);
    if (relate.length > 0) this.#lede.dialog = { relate, other, relation: null };
  }

  /** Asks what else a relation says, as it reads from an article. */
  edit(article: number, relation: ArticleRelation): void {
    this.#lede.dialog = { relate: [article], other: relation.article.id, relation };
  }

  openMap(article: number | null): void {
    if (article !== null) this.#lede.dialog = { map: article };
  }

  /** Says what articles, of which `first` is one, are to another one; resolves to whether it went well. */
  async relate(ids: readonly number[], first: Titled, other: Titled, relating: Relating): Promise<boolean> {
    return this.#tell(async () => {
      const { value, step } = await this.#lede.api.relate([...ids], other.id, relating);
      if (step === null) this.#lede.toasts.show(this.#lede.locale.t("relate.already"));
      const name = value.length === 1 ? pair(first, other) : shortTitle(other.title);
      return { action: "relate" as const, count: value.length, name, step };
    });
  }

  /** Makes a relation say something else, as it reads from an article. */
  async change({ id, article }: ArticleRelation, seenFrom: Titled, relating: Relating): Promise<boolean> {
    return this.#tell(async () => {
      const { step } = await this.#lede.api.changeRelation(id, relating, seenFrom.id);
      return { action: "change-relation" as const, count: 1, name: pair(seenFrom, article), step };
    });
  }

  async remove({ id, article }: ArticleRelation, seenFrom: Titled): Promise<boolean> {
    return this.#tell(async () => {
      const { step } = await this.#lede.api.unrelate([id]);
      return { action: "unrelate" as const, count: 1, name: pair(seenFrom, article), step };
    });
  }

  async #tell(work: () => Promise<What & { step: number | null }>): Promise<boolean> {
    const lede = this.#lede;
    const well = await lede.attempt(work().then(({ step, ...what }) => lede.done(lede.locale.told(what), step)));
    await lede.refresh();
    return well;
  }
}

/** An article, as far as it is named. */
type Titled = Pick<ArticleSummary, "id" | "title">;

const pair = (one: Titled, other: Titled): string =>
  [one, other].map(({ title }) => isolated(shortTitle(title))).join(" — ");
