import type { ArticleRelation, RelationKind, RelationSide } from "../api";
import type { MessageKey } from "../messages/message";

/** A relation as it reads from one of its sides. */
export interface Reading {
  readonly kind: Exclude<RelationKind, "own">;
  readonly side: RelationSide;
}

/** Every reading but own words, in the order they are offered: in two columns, both ends of a relation side by side. */
export const READINGS: readonly Reading[] = [
  { kind: "same-story", side: "both" },
  { kind: "contradicts", side: "both" },
  { kind: "follow-up", side: "from" },
  { kind: "follow-up", side: "to" },
  { kind: "background", side: "from" },
  { kind: "background", side: "to" },
  { kind: "source", side: "from" },
  { kind: "source", side: "to" },
  { kind: "correction-of", side: "from" },
  { kind: "correction-of", side: "to" },
];

type ReadingKey = Exclude<Extract<MessageKey, `relation.${string}`>, "relation.own.to">;

/** The name of the sentence that a reading is told by. */
export const readingKey = ({ kind, side }: Reading): ReadingKey =>
  kind === "same-story" || kind === "contradicts"
    ? `relation.${kind}`
    : side === "to"
      ? `relation.${kind}.to`
      : `relation.${kind}`;

/** Whether an article's relation reads so. */
export const readsAs = (seen: ArticleRelation, { kind, side }: Reading): boolean =>
  seen.kind === kind && seen.side === side;

/** Relations that read the same, under one heading, in the order they come. */
export interface ReadingGroup {
  readonly key: string;
  readonly reading: Reading | null;
  /** A person's own words, when there is no reading; said of the other article when `side` is `to`. */
  readonly label: string;
  readonly side: RelationSide;
  readonly relations: ArticleRelation[];
}

/** Groups an article's relations by how they read from its side. */
export function grouped(relations: readonly ArticleRelation[]): ReadingGroup[] {
  const groups: ReadingGroup[] = [];
  for (const seen of relations) {
    const key = `${seen.kind} ${seen.side} ${seen.label ?? ""}`;
    const group = groups.find((there) => there.key === key);
    if (group) group.relations.push(seen);
    else {
      const reading = READINGS.find((candidate) => readsAs(seen, candidate)) ?? null;
      groups.push({ key, reading, label: seen.label ?? "", side: seen.side, relations: [seen] });
    }
  }
  return groups;
}
