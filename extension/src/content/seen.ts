/** Fainter than this, smaller than this in pixels, larger than this share of the window: nobody meant to click it. */
const faintest = 0.3;
const smallest = 7;
const largestShare = 0.5;

/**
 * Can the user see what they click? A page may lay a transparent number or a `tel:` link over everything to turn any click into a call;
 * what cannot be read as a number is no number.
 */
export function isSeen(element: Element): boolean {
  const { visibility, fontSize, color } = getComputedStyle(element);
  if (visibility === "hidden" || Number.parseFloat(fontSize) < smallest || opacityOf(color) < faintest) return false;
  if (color === colourBehind(element)) return false;
  return shownOpacity(element) >= faintest && !coversWindow(element);
}

/** The element's own opacity times that of everything around it. */
function shownOpacity(element: Element): number {
  let opacity = 1;
  for (let at: Element | null = element; at !== null; at = around(at))
    opacity *= Number.parseFloat(getComputedStyle(at).opacity || "1");
  return opacity;
}

/** The colour on which it is written: the next opaque one behind it, else the paper. A picture behind it can be of any colour. */
function colourBehind(element: Element): string | null {
  for (let at: Element | null = element; at !== null; at = around(at)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(at);
    if (backgroundImage !== "none") return null;
    if (opacityOf(backgroundColor) > 1 - faintest) return backgroundColor;
  }
  return getComputedStyle(document.documentElement).colorScheme.includes("dark") ? null : "rgb(255, 255, 255)";
}

/** The element around it, also outside of a shadow tree. */
function around(element: Element): Element | null {
  if (element.parentElement !== null) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

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
