const place = "[data-roving]:not(:disabled)";

/** Gives the focus to the first row of the lists on this page; false where there is none. */
export function enterRows(document: Document): boolean {
  const first = document.querySelector<HTMLElement>(place);
  first?.focus();
  return first !== null;
}

/** Walks through the rows by the arrow keys; above the first one it goes back to what was left, by `leave`. */
export function walkRows(event: KeyboardEvent, leave: () => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || !event.target.matches(place)) return;
  event.preventDefault();
  const rows = [...event.target.ownerDocument.querySelectorAll<HTMLElement>(place)];
  const next = rows.indexOf(event.target) + step;
  if (next < 0) leave();
  else rows[next]?.focus();
}
