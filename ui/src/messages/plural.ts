/** Forms of a sentence by the plural category of `n`; `other` is the fallback. */
export type Plural = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };

/** Marks a sentence that depends on a number. */
export const plural = <const T extends Plural>(forms: T): T => forms;
