/** What of a keyboard event a shortcut depends on. */
export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/**
 * Name of a key press: `j`, `#`, `Shift+j`, `Ctrl+k`, `Escape`. On a layout without Latin letters (Persian, Arabic,
 * Russian) the letter printed at the same place of a Latin keyboard counts. Command stands for Control on a Mac.
 */
export function keyName(press: KeyPress): string {
  const named = latin(press);
  const isLetter = /^[a-z]$/.test(named);
  const control = press.ctrlKey || press.metaKey ? "Ctrl+" : "";
  const alt = press.altKey ? "Alt+" : "";
  // Signs such as # and ? already need Shift on some layouts and not on others.
  const shift = press.shiftKey && (isLetter || named.length > 1) ? "Shift+" : "";
  return control + alt + shift + named;
}

function latin({ key, code }: KeyPress): string {
  if (key === " ") return "Space";
  if (key.length > 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter && !/^[\u0020-\u024f]$/.test(key)) return letter.toLowerCase();
  // Persian and Arabic digits and question mark.
  if (key === "؟") return "?";
  return key.toLowerCase();
}

const PREFIXES = ["g"];
const PATIENCE = 1500;

/** Turns key presses into shortcut names, with two-key sequences such as `g i`. */
export class KeySequence {
  #prefix: { name: string; at: number } | null = null;

  /** The shortcut's name, or null while a sequence is begun. */
  next(press: KeyPress, at: number): string | null {
    const name = keyName(press);
    const prefix = this.#prefix && at - this.#prefix.at < PATIENCE ? this.#prefix.name : null;
    this.#prefix = null;
    if (prefix) return `${prefix} ${name}`;
    if (!PREFIXES.includes(name)) return name;
    this.#prefix = { name, at };
    return null;
  }
}

/** Whether typing goes into `target`, so that plain keys are text and not shortcuts. */
export function isEditing(target: EventTarget | null): boolean {
  if (!target || !("closest" in target)) return false;
  return (
    (target as Element).closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !==
    null
  );
}
