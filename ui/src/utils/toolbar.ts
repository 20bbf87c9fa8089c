/** Moves the focus among a toolbar's buttons by the arrow keys, Home and End; false for any other key. */
export function onToolbarKey(event: KeyboardEvent, box: HTMLElement | null, direction: "ltr" | "rtl"): boolean {
  const buttons = [...(box?.querySelectorAll<HTMLElement>("button:not(:disabled)") ?? [])];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const forward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const wanted = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: -1 }[event.key];
  if (wanted === undefined || buttons.length === 0) return false;
  buttons.at(wanted === buttons.length ? 0 : wanted)?.focus();
  return true;
}
