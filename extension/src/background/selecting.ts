/** More tabs than anybody looks at; the one that was looked at longest ago goes first. */
const most = 200;

const selecting = new Map<number, boolean>();

/** A page with our script says whether text is selected there; it begins with none. */
export function noteSelecting(tabId: number, selects: boolean): void {
  selecting.delete(tabId);
  selecting.set(tabId, selects);
  const [oldest] = selecting.keys();
  if (selecting.size > most && oldest !== undefined) selecting.delete(oldest);
}

/** Is it known that nothing is selected there? To ask would take the user's gesture, and with it the panel. */
export function selectsNothing(tabId: number | undefined): boolean {
  return tabId !== undefined && selecting.get(tabId) === false;
}
