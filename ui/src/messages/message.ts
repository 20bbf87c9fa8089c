import type { en } from "./en";
import type { Plural } from "./plural";

type Source = typeof en;

/** Name of a sentence. */
export type MessageKey = keyof Source;

/** A language's sentences: complete, with a plural where English has one. */
export type Catalogue = { readonly [K in MessageKey]: Source[K] extends string ? string : Plural };

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Text<M> = M extends string ? M : M[keyof M];
type Values<K extends MessageKey> = {
  readonly [N in Names<Text<Source[K]>>]: string | number;
} & (Source[K] extends string ? unknown : { readonly n: number });

/** What a sentence must be given: nothing, or a value for each of its placeholders. */
export type Params<K extends MessageKey> = keyof Values<K> extends never ? [] : [values: Values<K>];
