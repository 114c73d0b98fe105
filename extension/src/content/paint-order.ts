import { around } from "./elements.ts";

/** What is drawn: an element, or what its style puts before or after its content. */
export type Drawn = Readonly<{ element: Element; part?: "::before" | "::after" }>;

/** Of what is drawn, and of what is around it, what decides how high it lies. */
export type Look = Readonly<{
  /** Opened as a dialog or popover, or filling the screen: above everything else. */
  isTopmost: boolean;
  position: string;
  zIndex: string;
  /** Whatever is in it is drawn with it, and nothing from outside in between. */
  isWhole: boolean;
}>;

/** How high something lies among its neighbours; of two alike, the later one in the document is above. */
export type Level = Readonly<{ z: number; isLayer: boolean }>;

/** Is one drawn above the other, where both are at the same place? After CSS 2.2, appendix E, as far as it tells whole elements apart. */
export function paintsAbove(one: Drawn, other: Drawn): boolean {
  const [ones, others] = [chainOf(one), chainOf(other)];
  let shared = 0;
  while (shared < others.length - 1 && isSame(ones[shared], others[shared])) shared += 1;
  // What it is drawn upon is no neighbour of its own: only what is put below everything lies under that.
  if (isSame(ones[shared], others[shared])) return levelOf(ones.slice(shared + 1).map(lookOf)).z >= 0;
  const order = compare(levelOf(ones.slice(shared).map(lookOf)), levelOf(others.slice(shared).map(lookOf)));
  return order === 0 ? isLater(ones[shared], others[shared]) : order > 0;
}

/** How high lies what is last of these, the outermost first? */
export function levelOf(chain: readonly Look[]): Level {
  let level: Level = { z: 0, isLayer: false };
  for (const { isTopmost, position, zIndex, isWhole } of chain) {
    if (isTopmost) return { z: Infinity, isLayer: true };
    const z = Number.parseInt(zIndex, 10);
    const keepsIn = !Number.isNaN(z) || position === "fixed" || position === "sticky" || isWhole;
    if (keepsIn || position === "relative" || position === "absolute")
      level = { z: Number.isNaN(z) ? 0 : z, isLayer: true };
    if (keepsIn) break;
  }
  return level;
}

/** Above 0 where the first lies higher. Of two that are topmost it is the one opened last, which nobody tells: it may be any. */
export function compare(one: Level, other: Level): number {
  if (one.z === Infinity) return 1;
  return one.z - other.z || Number(one.isLayer) - Number(other.isLayer);
}

/** From the outermost element to the innermost, through the trees and slots that hold it. */
function chainOf({ element, part }: Drawn): readonly Drawn[] {
  const chain: Drawn[] = part === undefined ? [] : [{ element, part }];
  for (let at: Element | null = element; at !== null; at = around(at)) chain.unshift({ element: at });
  return chain;
}

const isSame = (one: Drawn | undefined, other: Drawn | undefined): boolean =>
  one?.element === other?.element && one?.part === other?.part;

function lookOf({ element, part }: Drawn): Look {
  const { position, zIndex, opacity, transform, filter, isolation, willChange } = getComputedStyle(element, part);
  const isWhole =
    Number.parseFloat(opacity) < 1 ||
    transform !== "none" ||
    filter !== "none" ||
    isolation === "isolate" ||
    willChange !== "auto";
  const isTopmost = part === undefined && element.matches(":popover-open, :modal, :fullscreen");
  return { isTopmost, position, zIndex, isWhole };
}

/** Does it come later in the document? What stands in trees of its own cannot be told, and is taken to. */
function isLater(one: Drawn | undefined, other: Drawn | undefined): boolean {
  if (one?.part !== undefined || one === undefined || other === undefined) return one?.part !== "::before";
  const order = other.element.compareDocumentPosition(one.element);
  return (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 || (order & Node.DOCUMENT_POSITION_DISCONNECTED) !== 0;
}
