import { createContext } from "svelte";

import type { Action } from "./actions";
import type { Input } from "./input";
import type { Lede } from "./lede.svelte";

/** The window's state, for every component. */
export const [getLede, setLede] = createContext<Lede>();

/** Everything a person can do, for keys, palette and help. */
export const [getActions, setActions] = createContext<readonly Action[]>();

/** Keys, paste and drag. */
export const [getInput, setInput] = createContext<Input>();
