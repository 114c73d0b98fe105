type Made = Readonly<{ host: HTMLElement; inside: ShadowRoot }>;

/**
 * An element with an inside that the page cannot look into. A page can give our names a program of its own (`customElements.define`), and
 * such a program gets the key to a closed tree (`ElementInternals.shadowRoot`), but not to one that was there before: ours is, because it is
 * made in a document that knows no such programs. That happens when it is first shown: most pages never do.
 */
export class ClosedElement {
  readonly #name: string;
  readonly #furnish: (made: Made) => void;
  #made: Made | null = null;

  /** `furnish` hears of it once it is made. */
  constructor(name: string, furnish: (made: Made) => void) {
    this.#name = name;
    this.#furnish = furnish;
  }

  get host(): HTMLElement {
    return this.#whole().host;
  }

  get inside(): ShadowRoot {
    return this.#whole().inside;
  }

  /** Is that event one of our own inside? */
  isUnder(event: Event): boolean {
    return this.#made !== null && event.composedPath()[0] === this.#made.host;
  }

  remove(): void {
    this.#made?.host.remove();
  }

  #whole(): Made {
    if (this.#made !== null) return this.#made;
    const host = document.implementation.createHTMLDocument("").createElement(this.#name);
    const inside = host.attachShadow({ mode: "closed" });
    this.#made = { host: document.adoptNode(host), inside };
    this.#furnish(this.#made);
    return this.#made;
  }
}
