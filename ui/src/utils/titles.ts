/** Letters of a title where there is little room. */
const LONGEST = 42;

/** A title for where there is little room: cut between words where it can be. */
export function shortTitle(title: string, longest = LONGEST): string {
  const letters = [...title.trim().replace(/\s+/g, " ")];
  if (letters.length <= longest) return letters.join("");
  const cut = letters.slice(0, longest - 1).join("");
  // A cut that falls on the end of a word takes nothing of it.
  const space = letters[longest - 1] === " " ? cut.length : cut.lastIndexOf(" ");
  return `${(space > longest * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,.:;،؛–—-]+$/u, "")}…`;
}
