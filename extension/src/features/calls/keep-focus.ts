import { useLayoutEffect, useRef } from "preact/hooks";

/** Holding and resuming take each other's place: who has pressed one may press again. */
const successors = '[data-testid="resume"], [data-testid="hold"]';

/**
 * Keeps the focus in a card whose controls change with its call's state. It goes to the control that does the opposite, else to the card
 * itself, so that the keyboard goes on from there, and a key pressed twice begins nothing new.
 */
export function useKeptFocus() {
  const card = useRef<HTMLElement>(null);
  const focused = (): Element | null => card.current?.ownerDocument.activeElement ?? null;
  // Asked while the controls of before still stand.
  const had = card.current?.contains(focused()) === true;
  useLayoutEffect(() => {
    const lost = had && focused() === card.current?.ownerDocument.body;
    if (lost) (card.current?.querySelector<HTMLElement>(successors) ?? card.current)?.focus();
  });
  return card;
}
