/** The element that a node is, or stands in. */
export const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);

/** What has the keyboard, also within open shadow trees. */
export function focusedElement(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}
