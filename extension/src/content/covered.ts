import { around } from "./elements.ts";
import { paintsAbove } from "./paint-order.ts";
import { opacityOf } from "./seen.ts";

/** More elements are not looked through; who cannot be sure says that it is covered. */
const most = 100_000;

/** What lets more than this through hides nothing. */
const faintest = 0.3;

const pictures = new Set(["img", "canvas", "video", "iframe", "embed", "object", "svg", "input", "textarea"]);

/** A point of the window, in CSS pixels. */
type Point = Readonly<{ x: number; y: number }>;
type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom">;

/**
 * Is something drawn there over what the pointer meets, which lets the pointer through (`pointer-events: none`)? The browser says so to nobody,
 * and what the user sees is then not what they press. Looks at every element, also in closed trees, some 7 µs each: for a press, not for a moving pointer.
 */
export function isCovered(point: Point, under: Element): boolean {
  let count = 0;
  for (const element of allElements(document)) {
    count += 1;
    if (count > most) return true;
    if (coversWhole(element, point, under) || coversByPart(element, point, under)) return true;
  }
  return false;
}

function* allElements(tree: ParentNode): Generator<Element> {
  for (const element of tree.querySelectorAll("*")) {
    yield element;
    const inside = treeOf(element);
    if (inside !== null) yield* allElements(inside);
  }
}

/** Who may have a tree beside elements of a page's own make (DOM standard, "valid shadow host name"); to ask costs more than all else here. */
const hosts = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "),
);

/** Its tree, also a closed one: each browser shows it to extensions in a way of its own. */
function treeOf(element: Element): ShadowRoot | null {
  if (!(element instanceof HTMLElement) || !(hosts.has(element.localName) || element.localName.includes("-")))
    return null;
  const { openOrClosedShadowRoot } = element as HTMLElement & { openOrClosedShadowRoot?: ShadowRoot | null };
  return openOrClosedShadowRoot === undefined ? chrome.dom.openOrClosedShadowRoot(element) : openOrClosedShadowRoot;
}

/** The rarest comes first. */
function coversWhole(element: Element, point: Point, under: Element): boolean {
  const style = getComputedStyle(element);
  if (!letsThrough(style) || !isIn(element.getBoundingClientRect(), point)) return false;
  if (!isDrawn(element, style) || holds(element, under) || !shows(style, around(element), point)) return false;
  return paintsAbove({ element }, { element: under });
}

function coversByPart(element: Element, point: Point, under: Element): boolean {
  for (const part of ["::before", "::after"] as const) {
    const style = getComputedStyle(element, part);
    if (style.content === "none" || style.content === "normal" || style.content === "" || !letsThrough(style)) continue;
    if (!isIn(placeOf(element, style), point) || !shows(style, element, point)) continue;
    const isDrawnThere = style.content !== '""' || hasPaper(style);
    if (isDrawnThere && paintsAbove({ element, part }, { element: under })) return true;
  }
  return false;
}

const letsThrough = ({ pointerEvents }: CSSStyleDeclaration): boolean => pointerEvents === "none";

/** Does what is in `holder` with that style show at the point, or is it faint, or cut off there? So are menus that wait to be opened. */
function shows(style: CSSStyleDeclaration, holder: Element | null, point: Point): boolean {
  let opacity = opacityIn(style);
  let { position } = style;
  for (let at = holder; at !== null; at = around(at)) {
    const outer = getComputedStyle(at);
    opacity *= opacityIn(outer);
    // What is placed is cut off by nothing but what it is placed by, and by what holds that.
    if (position === "fixed" || (position === "absolute" && outer.position === "static")) continue;
    if (outer.overflow !== "visible" && !isIn(at.getBoundingClientRect(), point)) return false;
    position = outer.position;
  }
  return style.visibility !== "hidden" && opacity >= faintest;
}

const opacityIn = ({ opacity }: CSSStyleDeclaration): number => Number.parseFloat(opacity || "1");

/** Has it a colour, a picture, or words of its own? Many a page keeps an empty sheet over everything for what it may have to say. */
function isDrawn(element: Element, style: CSSStyleDeclaration): boolean {
  const hasWords = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
  return hasWords || hasPaper(style) || pictures.has(element.localName);
}

function hasPaper({ backgroundColor, backgroundImage, backdropFilter }: CSSStyleDeclaration): boolean {
  const hasFilter = backdropFilter !== "none" && backdropFilter !== "";
  return opacityOf(backgroundColor) >= faintest || (backgroundImage !== "none" && backgroundImage !== "") || hasFilter;
}

/** Is the other one in it, also through the trees in it? */
function holds(element: Element, other: Element): boolean {
  for (let at: Element | null = other; at !== null; at = around(at)) if (at === element) return true;
  return false;
}

const isIn = ({ left, right, top, bottom }: Box, { x, y }: Point): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

/** Where what a style adds is drawn: of that the browser tells sizes alone, within what it is placed by. */
function placeOf(element: Element, style: CSSStyleDeclaration): Box {
  const { position, left, top, width, height } = style;
  if (position !== "absolute" && position !== "fixed")
    return isMoved(style) ? element.getBoundingClientRect() : nowhere;
  const holder = position === "fixed" ? null : placedBy(element);
  const box = holder?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  const [x, y] = [box.left + (Number.parseFloat(left) || 0), box.top + (Number.parseFloat(top) || 0)];
  return { left: x, top: y, right: x + pixels(width, box.width), bottom: y + pixels(height, box.height) };
}

/** What stands in the text lies over none of it. */
function isMoved({ position, transform, margin }: CSSStyleDeclaration): boolean {
  return position === "relative" || transform !== "none" || margin.includes("-");
}

const nowhere: Box = { left: 0, right: -1, top: 0, bottom: -1 };

const pixels = (size: string, otherwise: number): number => (size.endsWith("px") ? Number.parseFloat(size) : otherwise);

function placedBy(element: Element): Element | null {
  let at: Element | null = element;
  while (at !== null && ["static", ""].includes(getComputedStyle(at).position)) at = around(at);
  return at;
}
