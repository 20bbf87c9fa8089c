import type { ListQuery, QueryPart } from "../api";
import { distance } from "../utils/queries";
import type { Lede } from "./lede.svelte";

/** How many articles something would find. */
interface Count {
  total: number;
  atLeast: boolean;
}

/** Parts of a query that are tried without; nobody reads a longer list. */
const TRIED = 6;
/** Letters that the beginning of a misspelt word is cut back by, at most, to find words like it. */
const CUT = 4;

/** Why a search finds nothing, and what would find something. */
export class Missing {
  /** What the whole archive has. */
  elsewhere = $state.raw<Count | null>(null);
  /** What would be found without a part of the query. */
  drops = $state.raw<readonly (Count & { part: QueryPart })[]>([]);
  /** The query with words that the archive has in place of those that it has not. */
  corrected = $state.raw<string | null>(null);
  /** Whether all has been tried. */
  settled = $state(false);

  readonly #lede: Lede;
  #wish = 0;

  constructor(lede: Lede) {
    this.#lede = lede;
  }

  /** Looks for what the query with these parts would find with less. */
  async look(parts: readonly QueryPart[]): Promise<void> {
    this.#wish += 1;
    const wish = this.#wish;
    [this.elsewhere, this.drops, this.corrected, this.settled] = [null, [], null, false];
    const { list, search } = this.#lede;
    const text = list.view.find;
    const whole = { shelf: "all", state: null, site: null, incomplete: false, tag: null, collection: null } as const;
    const tried = parts.length > 1 ? parts.slice(0, TRIED) : [];
    try {
      const [elsewhere, corrected, drops] = await Promise.all([
        search.scope === null ? null : this.#count(whole),
        this.#correct(text, parts),
        Promise.all(tried.map(async (part) => ({ part, ...(await this.#count({ find: search.without(part) })) }))),
      ]);
      if (wish !== this.#wish) return;
      this.elsewhere = elsewhere;
      this.corrected = corrected;
      this.drops = drops.filter(({ total }) => total > 0).sort((a, b) => a.total - b.total);
      this.settled = true;
    } catch {
      // What cannot be offered is left out: that nothing was found is told already.
    }
  }

  async #count(change: Partial<ListQuery>): Promise<Count> {
    const { api, list } = this.#lede;
    const page = await api.articles({ ...list.query, fold: false, opened: [], ...change, offset: 0, limit: 1 });
    return { total: page.total, atLeast: page.at_least };
  }

  /** The text with its misspelt words put right, when it then finds something. */
  async #correct(text: string, parts: readonly QueryPart[]): Promise<string | null> {
    let corrected = text;
    // From the end, so that the places of the others stay.
    for (const part of parts.toReversed()) {
      const word = part.filter === null && !part.negated ? text.slice(part.from, part.to) : "";
      if (!/^[\p{L}\p{M}\u200c]{4,}$/u.test(word)) continue;
      const better = await this.#nearest(word);
      if (better !== null) corrected = corrected.slice(0, part.from) + better + corrected.slice(part.to);
    }
    if (corrected === text) return null;
    return (await this.#count({ find: corrected, typing: false })).total > 0 ? corrected : null;
  }

  /** The word of the archive that is closest to one that it has not; null when it has it, or none is close. */
  async #nearest(word: string): Promise<string | null> {
    const most = word.length < 6 ? 1 : 2;
    const folded = word.toLowerCase();
    for (let cut = 0; cut <= CUT && word.length - cut >= 2; cut += 1) {
      const start = word.slice(0, word.length - cut);
      const { items } = await this.#lede.api.completeQuery(start, start.length);
      const words = items.filter(({ insert }) => !insert.includes(":"));
      if (cut === 0 && words.length > 0) return null;
      const close = words
        .map(({ insert, articles }) => ({
          insert,
          articles: articles ?? 0,
          far: distance(folded, insert.toLowerCase()),
        }))
        .filter(({ far }) => far > 0 && far <= most)
        .sort((a, b) => a.far - b.far || b.articles - a.articles);
      if (close[0]) return close[0].insert;
    }
    return null;
  }
}
