const TRAILING = /[.,;:!?'"»”’>）。，、؛،؟…]+$/u;
const LEADING = /^['"«“‘<(（[]+/u;
const BARE_HOST = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(?::\d+)?(?:[/?#].*)?$/u;

/** Drops a closing bracket that the address itself never opened, as in "(see https://example.org/a)". */
function unbalanced(text: string): string {
  const opens = text.split("(").length;
  const closes = text.split(")").length;
  return closes > opens && text.endsWith(")") ? text.slice(0, -1) : text;
}

function trim(word: string): string {
  let previous = "";
  let text = word.replace(LEADING, "");
  while (text !== previous) {
    previous = text;
    text = unbalanced(text.replace(TRAILING, ""));
  }
  return text;
}

function asUrl(word: string): string | null {
  const candidate = BARE_HOST.test(word) ? `https://${word}` : word;
  if (!/^https?:\/\//i.test(candidate)) return null;
  return URL.canParse(candidate) ? candidate : null;
}

/** The web addresses in pasted, dropped or typed text, in order, each once; a bare host counts as https. */
export function urlsIn(text: string): string[] {
  const words = text.replace(/(?<=\S)(?=https?:\/\/)/gi, (_, at: number) =>
    /[?&=/]/.test(text[at - 1] ?? "") ? "" : " ",
  );
  const found = words.split(/\s+/u).map((word) => asUrl(trim(word)));
  return [...new Set(found.filter((url) => url !== null))];
}

/** The host of an address, as a person names it. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url;
}

/** The addresses a drag or the clipboard carries: a list of links first, else those in the plain text. */
export function urlsOf(data: DataTransfer): string[] {
  const list = data
    .getData("text/uri-list")
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("#"))
    .join("\n");
  const listed = urlsIn(list);
  return listed.length > 0 ? listed : urlsIn(data.getData("text/plain"));
}

/** Host and path for people: no scheme, no "www.", percent-encoding read back where it is text. What is no web address stays as it is. */
export function readableUrl(url: string): string {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return url;
  const { host, pathname, search } = new URL(url);
  const rest = `${pathname === "/" ? "" : pathname}${search}`;
  return host.replace(/^www\./, "") + safeDecode(rest);
}

function safeDecode(text: string): string {
  try {
    // Bidirectional controls could make an address look like another one.
    return decodeURI(text).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  } catch {
    return text;
  }
}
