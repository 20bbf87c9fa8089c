/** Formatters that were made. Making one takes a hundred times as long as using it, and every line of a list uses some. */
const made: Record<string, unknown> = {};

function once<T>(kind: string, language: string, options: object, make: () => T): T {
  const key = `${kind} ${language} ${JSON.stringify(options)}`;
  return (made[key] ??= make()) as T;
}

/** Writes numbers as a language does. */
export const numberFormat = (language: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  once("number", language, options, () => new Intl.NumberFormat(language, options));

/** Writes dates as a language does, in the time zone of the moment. */
export function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const here = `date ${new Date().getTimezoneOffset()}`;
  return once(here, language, options, () => new Intl.DateTimeFormat(language, options));
}

/** Names days as people do: yesterday, today. */
export const relativeFormat = (language: string): Intl.RelativeTimeFormat =>
  once("relative", language, {}, () => new Intl.RelativeTimeFormat(language, { numeric: "auto" }));

/** Joins names as a language does. */
export const listFormat = (language: string): Intl.ListFormat =>
  once("list", language, {}, () => new Intl.ListFormat(language, { type: "conjunction" }));

/** Tells which form of a word goes with a number. */
export const pluralRules = (language: string): Intl.PluralRules =>
  once("plural", language, {}, () => new Intl.PluralRules(language));
