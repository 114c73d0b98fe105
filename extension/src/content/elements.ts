/** The element that a node is, or stands in. */
export const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);

/** The element around it, as it is drawn: also the slot that it is put in, and the one that has the tree it stands in. */
export function around(element: Element): Element | null {
  const held = element.assignedSlot ?? element.parentElement;
  if (held !== null) return held;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** What has the keyboard, also within open shadow trees. */
export function focusedElement(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}
