import { isEditing, KeySequence, keyName } from "../utils/keys";
import { urlsOf } from "../utils/urls";
import type { Action } from "./actions";
import type { Lede } from "./lede.svelte";

/** Shortcuts that also work while text is being typed. */
const IN_TEXT = new Set(["Ctrl+k", "Ctrl+f", "Ctrl+Shift+f", "Ctrl+,", "F3", "Shift+F3", "Ctrl+g", "Ctrl+Shift+g"]);
const OWN_KEYS = "[role=menu], [role=dialog], [role=alertdialog], [role=listbox]";
const OWN_ENTER = "a, button, summary";
const PASTE_GRACE_MS = 120;

/** Keys, paste and drag, from the window's document and from the reader's frame alike. */
export class Input {
  readonly #lede: Lede;
  readonly #actions: Map<string, Action>;
  readonly #sequence = new KeySequence();
  #pasted = 0;

  constructor(lede: Lede, actions: readonly Action[]) {
    this.#lede = lede;
    this.#actions = new Map(actions.flatMap((action) => action.keys.map((key) => [key, action])));
  }

  /** Runs the action of a key press. */
  readonly keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || this.#lede.dialog) return;
    const target = event.target as Element | null;
    if (target?.closest?.(OWN_KEYS)) return;
    const name = keyName(event);
    if (isEditing(target)) return this.#whileEditing(event, name);
    if (name === "Ctrl+v") return this.#expectPaste();
    if ((event.key === "Enter" || event.key === " ") && target?.closest?.(OWN_ENTER)) return;
    this.#run(event, this.#sequence.next(event, event.timeStamp));
  };

  /** Saves the addresses that are pasted anywhere but into text. */
  readonly paste = (event: ClipboardEvent): void => {
    if (isEditing(event.target) || !event.clipboardData) return;
    this.#pasted += 1;
    event.preventDefault();
    const urls = urlsOf(event.clipboardData);
    if (urls.length > 0) void this.#lede.saveUrls(urls);
    else void this.#lede.saveText(event.clipboardData.getData("text/plain"));
  };

  #whileEditing(event: KeyboardEvent, name: string): void {
    if (name === "Escape") this.#lede.focus.list();
    else if (IN_TEXT.has(name)) this.#run(event, name);
  }

  #run(event: KeyboardEvent, name: string | null): void {
    const action = name === null ? undefined : this.#actions.get(name);
    if (!action?.enabled()) return;
    event.preventDefault();
    action.run();
  }

  /** WebKit sends no paste event where nothing can be edited; then the clipboard is asked itself. */
  #expectPaste(): void {
    const before = this.#pasted;
    setTimeout(() => {
      if (this.#pasted !== before) return;
      void this.#lede.attempt(this.#lede.api.readClipboard().then((text) => this.#lede.saveText(text)));
    }, PASTE_GRACE_MS);
  }
}
