/**
 * An element with an inside that the page cannot look into. A page can give our names a program of its own (`customElements.define`), and
 * such a program gets the key to a closed tree (`ElementInternals.shadowRoot`), but not to one that was there before: ours is, because it is
 * made in a document that knows no such programs.
 */
export function closedElement(name: string): Readonly<{ host: HTMLElement; inside: ShadowRoot }> {
  const host = document.implementation.createHTMLDocument("").createElement(name);
  const inside = host.attachShadow({ mode: "closed" });
  return { host: document.adoptNode(host), inside };
}
