/** A short message at the foot of the window. */
export interface Toast {
  id: number;
  text: string;
  hint: string | null;
  tone: "quiet" | "error";
  /** What the person may do about it. */
  action: { label: string; run: () => void; testid: string } | null;
}

const QUIET_MS = 8000;
const ERROR_MS = 20_000;

/** The messages shown now, oldest first. */
export class Toasts {
  list = $state.raw<readonly Toast[]>([]);
  #next = 1;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing shows the timers
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** Shows a message, for a while. */
  show(text: string, options: Partial<Omit<Toast, "id" | "text">> = {}): number {
    const toast: Toast = { id: this.#next, text, hint: null, tone: "quiet", action: null, ...options };
    this.#next += 1;
    // More than a few at once would hide the page they speak of.
    for (const old of this.list.slice(0, -2)) this.dismiss(old.id);
    this.list = [...this.list, toast];
    this.resume(toast.id);
    return toast.id;
  }

  /** Takes a message away. */
  dismiss(id: number): void {
    this.pause(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Keeps a message while it is looked at. */
  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** Lets a message go after its time. */
  resume(id: number): void {
    const toast = this.list.find((candidate) => candidate.id === id);
    if (!toast) return;
    this.pause(id);
    const time = toast.tone === "error" ? ERROR_MS : QUIET_MS;
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), time),
    );
  }
}
