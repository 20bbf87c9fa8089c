/** Up and down go along the items of a menu that stands open; Escape and Tab close it. */
export function alongMenu(event: KeyboardEvent, menu: HTMLElement | null, close: () => void): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
  const place = items.indexOf(document.activeElement as HTMLElement);
  if (event.key === "Escape" || event.key === "Tab") close();
  else if (event.key === "ArrowDown") items[(place + 1) % items.length]?.focus();
  else if (event.key === "ArrowUp") items.at(place - 1)?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Up and down, Home and End go along the buttons of a list that is no menu. */
export function along(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const place = items.indexOf(document.activeElement as HTMLElement);
  const next = {
    ArrowDown: (place + 1) % items.length,
    ArrowUp: (place - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}
