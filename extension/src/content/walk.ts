import type { Card } from "./card.ts";
import { elementOf, focusedElement } from "./elements.ts";
import { inOrder, nearest, stepped, type Spot } from "./in-order.ts";
import { linkedNumbers } from "./links.ts";
import type { PageNumber } from "./marks.ts";
import type { Numbers } from "./numbers.ts";
import type { Selected } from "./selection.ts";
import { isSeen } from "./seen.ts";

/** Opens the card of a number by keys, and leads from number to number. */
export type Walk = Readonly<{
  /** For the number that the caret, the selection or the focus is in or beside, else the next one; false where there is none. */
  open: () => boolean;
  /** To the number so many further. */
  step: (by: 1 | -1) => void;
}>;

/** Over the numbers of this page that can be seen, marked ones and telephone links. */
export function walkNumbers(numbers: Numbers, selected: Selected, card: Card): Walk {
  const all = (): PageNumber[] => {
    const trees: readonly ParentNode[] = [document, ...numbers.shadows()];
    return inOrder([...numbers.all(), ...trees.flatMap(linkedNumbers)].filter(isShown));
  };
  const show = (number: PageNumber | undefined): boolean => {
    if (number === undefined) return false;
    bringIntoView(number.range);
    // A page that scrolls tells so only with its next picture, and a card leaves with what it stands at.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => card.open(number, number.range.getBoundingClientRect(), "keys")),
    );
    return true;
  };
  const step = (by: 1 | -1): void => {
    const from = card.current();
    if (from !== null) show(stepped(all(), from, by));
  };
  return {
    step,
    open() {
      const from = card.byKeys();
      const said = from === null ? selected.number() : null;
      if (said !== null) return show(said);
      return show(from === null ? firstOf(all()) : stepped(all(), from, 1));
    },
  };
}

/** Does it take a place on the page, and can be read there? */
export function isShown({ range }: PageNumber): boolean {
  const { width, height } = range.getBoundingClientRect();
  const element = elementOf(range.startContainer);
  return width > 0 && height > 0 && element !== null && isSeen(element);
}

function bringIntoView(range: Range): void {
  const { top, bottom } = range.getBoundingClientRect();
  if (top >= 0 && bottom <= innerHeight) return;
  elementOf(range.startContainer)?.scrollIntoView({ block: "center", behavior: "instant" });
}

/** Whoever is nowhere on the page means what they see. */
function firstOf(numbers: readonly PageNumber[]): PageNumber | undefined {
  const spot = spotOfKeyboard();
  const inView = ({ range }: PageNumber): boolean => range.getBoundingClientRect().bottom > 0;
  return spot === null ? (numbers.find(inView) ?? numbers[0]) : nearest(numbers, spot);
}

/** Where the user is on the page: at the caret or the selection, unless the focus is elsewhere. */
function spotOfKeyboard(): Spot | null {
  const focused = focusedElement();
  const selection = getSelection();
  const range = selection === null || selection.rangeCount === 0 ? null : selection.getRangeAt(0);
  if (range !== null && (focused === null || focused.contains(range.startContainer)))
    return { node: range.startContainer, offset: range.startOffset };
  return focused === null || focused === document.body ? null : { node: focused, offset: 0 };
}
