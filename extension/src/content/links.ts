import { plainNumber } from "@twp/shared/dialling/plain-digits.ts";
import type { PageNumber } from "./marks.ts";
import { isSeen } from "./seen.ts";

/** What the links of the page dial, so that each is the same number each time it is looked at. */
const linked = new WeakMap<HTMLAnchorElement, PageNumber>();

const scheme = "tel:";

/** The number of a `tel:` link that can be seen: it may say one number and dial another. Other links are the page's. */
export function numberOfLink(link: HTMLAnchorElement | null): PageNumber | null {
  if (link?.protocol !== scheme || !isSeen(link)) return null;
  // Marks that turn what is written would show another number than the one that is dialled.
  const number = plainNumber(decoded(link.href.slice(scheme.length)));
  const known = linked.get(link);
  if (known?.number === number) return known;
  const range = new Range();
  range.selectNodeContents(link);
  const found: PageNumber = { range, number, text: number, extension: undefined, why: "link" };
  linked.set(link, found);
  return found;
}

/** The number of the `tel:` link that something stands in. */
export function linkAround(inner: EventTarget | undefined): PageNumber | null {
  return numberOfLink(inner instanceof Element ? inner.closest<HTMLAnchorElement>("a[href]") : null);
}

export const linksOf = (tree: ParentNode): NodeListOf<HTMLAnchorElement> => tree.querySelectorAll('a[href^="tel:" i]');

/** The telephone links of the page, or of one of its trees. */
export function linkedNumbers(tree: ParentNode): PageNumber[] {
  return [...linksOf(tree)].map(numberOfLink).filter((number) => number !== null);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
