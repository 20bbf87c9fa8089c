import type { Link } from "../api";
import { keyOf } from "../state/links.svelte";

/** A list of other stories on the page, with its heading. */
export interface Block {
  heading: string | null;
  /** Whether it stood among the article's paragraphs. */
  inline: boolean;
  /** Whether the list shows pictures, kept or missing. */
  pictured: boolean;
  links: Link[];
}

/** The page's own lists in order, each story once: where it stands first. What an article is filed under is no story. */
export function blocksOf(links: readonly Link[]): Block[] {
  const blocks: Block[] = [];
  const seen: Record<string, true> = {};
  for (const link of links) {
    if (link.context !== "related" || link.place === "topic" || seen[keyOf(link.url)]) continue;
    seen[keyOf(link.url)] = true;
    const heading = link.heading?.trim() || null;
    const inline = link.place === "inline";
    const block = blocks.find((known) => known.heading === heading && known.inline === inline);
    const pictured = link.thumbnail !== null || link.picture_failure !== null;
    if (!block) blocks.push({ heading, inline, pictured, links: [link] });
    else {
      block.links.push(link);
      block.pictured ||= pictured;
    }
  }
  return blocks;
}
