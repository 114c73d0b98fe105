import { spared } from "./h-cards.ts";
import { bareType, type SchemaNode } from "./schema.ts";

/** How a page writes things of schema.org among its elements: microdata (HTML 5.2) and RDFa Lite (W3C, 2015). */
const ways = [
  {
    top: "[itemscope][itemtype*='schema.org/']:not([itemprop])",
    scope: "itemscope",
    type: "itemtype",
    property: "itemprop",
    id: "itemid",
  },
  {
    top: "[vocab*='schema.org'] [typeof]:not([property]),[vocab*='schema.org'][typeof]:not([property]),[typeof^='schema:']:not([property])",
    scope: "typeof",
    type: "typeof",
    property: "property",
    id: "resource",
  },
] as const;
type Way = (typeof ways)[number];

/** So many things, and elements within one, are read; deeper than this nobody writes one. */
const [mostThings, mostElements, deepest] = [200, 2000, 40];
const longest = 300;

/** The things that stand among the elements of a page, one a step; undefined in between, where a slice of work may end. */
export function* writtenNodes(root: ParentNode): Generator<SchemaNode | undefined> {
  for (const way of ways) {
    let count = 0;
    for (const element of root.querySelectorAll(way.top)) {
      if ((count += 1) > mostThings) break;
      yield spared(() => nodeOf(element, way, { left: mostElements }));
    }
    yield;
  }
}

function nodeOf(element: Element, way: Way, budget: { left: number }, depth = 0): SchemaNode {
  const properties = new Map<string, (string | SchemaNode)[]>();
  const visit = (within: Element, level: number): void => {
    for (let child = within.firstElementChild; child !== null; child = child.nextElementSibling) {
      if ((budget.left -= 1) < 0 || level > deepest) return;
      const names = partsOf(child.getAttribute(way.property));
      const isThing = child.hasAttribute(way.scope);
      if (names.length > 0) {
        const value = isThing ? nodeOf(child, way, budget, level + 1) : valueOf(child);
        for (const name of names) properties.set(bareType(name), [...(properties.get(bareType(name)) ?? []), value]);
      }
      if (!isThing) visit(child, level + 1);
    }
  };
  visit(element, depth);
  return {
    types: partsOf(element.getAttribute(way.type)).map(bareType),
    id: element.getAttribute(way.id) ?? "",
    properties,
  };
}

const partsOf = (text: string | null): readonly string[] =>
  (text ?? "").slice(0, longest).split(/\s+/u).filter(Boolean);

function valueOf(element: Element): string {
  const said =
    element.getAttribute("content") ??
    (element.localName === "a" || element.localName === "link" ? element.getAttribute("href") : null);
  // A link to a page has words; one that calls or writes has the number or the address itself.
  if (said !== null && (element.hasAttribute("content") || /^(?:tel|mailto|callto):/iu.test(said)))
    return said.replace(/^\w+:/u, "").slice(0, longest);
  return (element.textContent ?? "").slice(0, longest).trim();
}
