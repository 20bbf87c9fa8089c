const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Direction of the first letter of `text`, as `dir=auto` finds it; null when there is none. */
export function textDirection(text: string): "ltr" | "rtl" | null {
  const letter = STRONG.exec(text)?.[0];
  if (!letter) return null;
  return RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
}

/** A name within a sentence: its own direction leaves that of the sentence alone. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
