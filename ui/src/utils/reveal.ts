/** Room left above what is scrolled to, as a share of the window's height. */
const ABOVE = 0.3;

/** Brings a range of a document into sight, out of what is folded too; what is in sight stays where it is. */
export function reveal(range: Range): void {
  const folded = range.startContainer.parentElement?.closest<HTMLDetailsElement>("details:not([open])");
  if (folded) folded.open = true;
  const root = range.startContainer.ownerDocument?.documentElement;
  if (!root) return;
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= 0 && bottom <= root.clientHeight) return;
  root.scrollTop += top - root.clientHeight * ABOVE;
}
