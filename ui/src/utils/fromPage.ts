import type { Link } from "../api";
import { keyOf } from "../state/links.svelte";

/** A list of other stories on the page, with its heading. */
export interface Block {
  heading: string | null;
  links: Link[];
}

/** The page's own lists in order, each story once: where it stands first. */
export function blocksOf(links: readonly Link[]): Block[] {
  const blocks: Block[] = [];
  const seen: Record<string, true> = {};
  for (const link of links) {
    if (link.context !== "related" || seen[keyOf(link.url)]) continue;
    seen[keyOf(link.url)] = true;
    const heading = link.heading?.trim() || null;
    const block = blocks.find((known) => known.heading === heading);
    if (block) block.links.push(link);
    else blocks.push({ heading, links: [link] });
  }
  return blocks;
}
