import { around } from "./elements.ts";

/** Fainter than this, smaller than this in pixels, larger than this share of the window: nobody meant to click it. */
const faintest = 0.3;
const smallest = 7;
const largestShare = 0.5;

/** How what is around a text is shown: its opacity with all around it, and the colour behind it; null where that is a picture. */
type Around = Readonly<{ opacity: number; paper: string | null }>;

/** What was learned of elements, for who asks of many at once; it holds until the page changes. */
export type Surroundings = Map<Element, Around>;

/**
 * Can the user see what they click? A page may lay a transparent number or a `tel:` link over everything to turn any click into a call;
 * what cannot be read as a number is no number.
 */
export function isSeen(element: Element, known: Surroundings = new Map()): boolean {
  const { visibility, fontSize, color } = getComputedStyle(element);
  if (visibility === "hidden" || Number.parseFloat(fontSize) < smallest || opacityOf(color) < faintest) return false;
  const { opacity, paper } = surroundingsOf(element, known);
  return color !== paper && opacity >= faintest && !coversWindow(element);
}

/** The element's own opacity times that of everything around it, and the next opaque colour behind it. A picture can be of any colour. */
function surroundingsOf(element: Element, known: Surroundings): Around {
  const unknown: Element[] = [];
  let at: Element | null = element;
  for (; at !== null && !known.has(at); at = around(at)) unknown.push(at);
  let shown = (at && known.get(at)) ?? { opacity: 1, paper: paperOfPage() };
  for (const each of unknown.toReversed()) {
    const { opacity, backgroundColor, backgroundImage } = getComputedStyle(each);
    const hasColour = opacityOf(backgroundColor) > 1 - faintest;
    shown = {
      opacity: shown.opacity * Number.parseFloat(opacity || "1"),
      paper: backgroundImage !== "none" ? null : hasColour ? backgroundColor : shown.paper,
    };
    known.set(each, shown);
  }
  return shown;
}

const paperOfPage = (): string | null =>
  getComputedStyle(document.documentElement).colorScheme.includes("dark") ? null : "rgb(255, 255, 255)";

/** The alpha of a computed colour: `rgba(0, 0, 0, 0.5)` or `oklch(… / 0.5)`; without one it is opaque. */
export function opacityOf(color: string): number {
  if (color === "transparent") return 0;
  const alpha = /^rgba\([^)]*,\s*([\d.]+)\)$|\/\s*([\d.]+)\s*\)$/u.exec(color);
  return Number.parseFloat(alpha?.[1] ?? alpha?.[2] ?? "1");
}

/** Only a link can be clicked without its text; an invisible sheet of one is a trap. */
function coversWindow(element: Element): boolean {
  if (!(element instanceof HTMLAnchorElement)) return false;
  const { width, height } = element.getBoundingClientRect();
  return width * height > innerWidth * innerHeight * largestShare;
}
