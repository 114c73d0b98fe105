import type { Card } from "./card.ts";
import { isCovered } from "./covered.ts";
import type { Hint } from "./hint.ts";
import { linkAround } from "./links.ts";
import type { PageNumber } from "./marks.ts";
import type { Numbers } from "./numbers.ts";
import type { Selected } from "./selection.ts";
import { isSeen } from "./seen.ts";

/**
 * Calls the number that the user clicks, and shows over which numbers a click would call; `listen` begins, and begins again where the page
 * has thrown out everybody's listeners: those that are still there are not added twice.
 */
export function followClicks(
  numbers: Numbers,
  selected: Selected,
  hint: Hint,
  card: Card,
  call: (number: PageNumber) => void,
): () => void {
  const click = (event: MouseEvent): unknown => card.isUnder(event) || onClick(event, numbers, card, call);
  const move = (event: PointerEvent): void => {
    if (card.isUnder(event)) return hint.hide();
    // An event forgets its path once it has been heard, and the hint looks a moment later.
    const inner = innermost(event);
    numbers.meet(inner);
    const find = (): PageNumber | null =>
      linkAround(inner) ?? numbers.at(event, inner) ?? selected.at(event.clientX, event.clientY);
    hint.follow(event, () => (card.shows(find()) ? null : find()));
    card.follow(find);
  };
  const act = (event: Event): void => void (event.isTrusted && numbers.lookAgain());
  const hide = (): void => hint.hide();
  return () => {
    addEventListener("click", click, { capture: true });
    addEventListener("pointermove", move, { capture: true, passive: true });
    for (const type of ["click", "keyup"]) addEventListener(type, act, { capture: true, passive: true });
    for (const type of ["scroll", "pointerdown", "blur"]) addEventListener(type, hide, { capture: true });
    card.listen();
  };
}

/** Only the user's own plain click: a page can neither send one nor take text selection and modified clicks for a call. */
function onClick(event: MouseEvent, numbers: Numbers, card: Card, call: (number: PageNumber) => void): void {
  if (!event.isTrusted || event.button !== 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
    return;
  if (getSelection()?.isCollapsed === false) return;
  const inner = innermost(event);
  const number = linkAround(inner) ?? numberUnder(event, inner, numbers);
  if (number === null) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  // The second click of a double one: the call is on its way.
  if (event.detail > 1) return;
  // What the user sees there is something else: it is said first what would be called. A key has no place.
  if (event.detail > 0 && inner instanceof Element && isCovered(event, inner))
    card.open(number, number.range.getBoundingClientRect());
  else call(number);
}

const innermost = (event: Event): EventTarget | undefined => event.composedPath()[0];

function numberUnder(event: MouseEvent, inner: EventTarget | undefined, numbers: Numbers): PageNumber | null {
  const number = numbers.at(event, inner);
  const node = number?.range.startContainer;
  const root = node?.getRootNode();
  const element = node?.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  return number && element && isSeen(element) ? number : null;
}
