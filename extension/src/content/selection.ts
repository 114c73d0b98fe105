import { elementOf } from "./elements.ts";
import type { PageNumber } from "./marks.ts";
import type { Numbers } from "./numbers.ts";
import { isSeen } from "./seen.ts";
import { numberInSelection } from "./selected-text.ts";
import { tell } from "./worker.ts";

/** A selection that is still drawn changes with each move of the pointer, in milliseconds. */
const settling = 200;

/** What the user has selected and the finder has left. */
export type Selected = Readonly<{
  /** Begins to listen, also anew on a page that was written anew. */
  listen: () => void;
  /** The digits that are selected, unless they are marked already; the same as long as they are. */
  number: () => PageNumber | null;
  /** The same, where that point of the window lies on them. */
  at: (x: number, y: number) => PageNumber | null;
}>;

/** Tells the worker whether there is something of which the user may say that it is a number, so that its menu can offer it. */
export function followSelection(numbers: Numbers): Selected {
  let told = "";
  let timer = 0;
  let known: Readonly<{ range: StaticRange; number: PageNumber | null }> | null = null;
  /** Looked at once as long as it stays where it is: it may be the whole page. */
  const number = (): PageNumber | null => {
    const range = selectedRange();
    if (range === null || !numbers.isOn()) return null;
    if (known === null || !isSame(known.range, range))
      known = { range: new StaticRange(range), number: numberIn(range, numbers) };
    return known.number;
  };
  const look = (): void => {
    timer = 0;
    known = null;
    const [selects, offers] = [selectedRange() !== null, number() !== null];
    if (`${selects} ${offers}` === told) return;
    told = `${selects} ${offers}`;
    tell({ type: "selection.made", selects, offers });
  };
  const later = (): void => {
    if (timer === 0) timer = window.setTimeout(look, settling);
  };
  const comeBack = (): void => {
    // Meanwhile the menu was another page's.
    told = "";
    if (document.visibilityState === "visible") later();
  };
  return {
    number,
    at(x, y) {
      const found = number();
      return found !== null && [...found.range.getClientRects()].some((box) => isIn(box, x, y)) ? found : null;
    },
    listen() {
      document.addEventListener("selectionchange", later);
      document.addEventListener("visibilitychange", comeBack);
    },
  };
}

/** What is selected in this frame. */
export function selectedRange(): Range | null {
  const selection = getSelection();
  return selection === null || selection.isCollapsed || selection.rangeCount === 0 ? null : selection.getRangeAt(0);
}

function numberIn(range: Range, numbers: Numbers): PageNumber | null {
  const element = elementOf(range.commonAncestorContainer);
  if (element === null || (element instanceof HTMLElement && element.isContentEditable) || !isSeen(element))
    return null;
  const text = numberInSelection(getSelection()?.toString() ?? "");
  if (text === null || numbers.touches(range)) return null;
  return { range, text, number: text, extension: undefined, why: "selected" };
}

const isIn = ({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

const isSame = (one: AbstractRange, other: AbstractRange): boolean =>
  one.startContainer === other.startContainer &&
  one.startOffset === other.startOffset &&
  one.endContainer === other.endContainer &&
  one.endOffset === other.endOffset;
