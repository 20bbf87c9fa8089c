const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Direction of the first letter of `text`, as `dir=auto` finds it; null when there is none. */
export function textDirection(text: string): "ltr" | "rtl" | null {
  const letter = STRONG.exec(text)?.[0];
  if (!letter) return null;
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}

/**
 * Direction of a title: that of most of its letters. Persian headlines begin with "BBC", too, and are read from the right all
 * the same.
 */
export function titleDirection(title: string): "ltr" | "rtl" {
  const letters = title.match(/\p{L}/gu) ?? [];
  const others = letters.filter((letter) => RIGHT_TO_LEFT.test(letter)).length;
  return others * 2 > letters.length ? "rtl" : "ltr";
}

/** A name within a sentence: its own direction leaves that of the sentence alone. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
