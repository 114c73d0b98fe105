type Made = Readonly<{ host: HTMLElement; inside: ShadowRoot; standing: HTMLStyleElement }>;

/** Where it stands in the window, in CSS pixels, and in which colours: values of the properties that its rules use. */
export type Standing = Readonly<Record<`--twp-${string}`, string>>;

/**
 * An element with an inside that the page cannot look into, and a look that it cannot change: within the tree `!important` is stronger than
 * whatever the page says of the element (CSS Cascading 5, section 6.2), so that a page can neither move it nor make it faint. A page can give
 * our names a program of its own (`customElements.define`), and such a program gets the key to a closed tree (`ElementInternals.shadowRoot`), but
 * not to one that was there before: ours is, because it is made in a document that knows no such programs. That happens when it is first shown:
 * most pages never do.
 */
export class ClosedElement {
  readonly #name: string;
  readonly #rules: string;
  readonly #furnish: (made: Made) => void;
  #made: Made | null = null;

  /** `rules` is its style sheet; `furnish` hears of it once it is made. */
  constructor(name: string, rules: string, furnish: (made: Made) => void) {
    this.#name = name;
    this.#rules = rules;
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

  /** Shows these in it, and nothing else. */
  fill(...nodes: readonly Node[]): void {
    const rules = document.createElement("style");
    rules.textContent = this.#rules;
    const { inside, standing } = this.#whole();
    inside.replaceChildren(rules, standing, ...nodes);
  }

  stand(standing: Standing): void {
    const all = Object.entries(standing).map(([name, value]) => `${name}: ${value} !important;`);
    this.#whole().standing.textContent = `:host { ${all.join(" ")} }`;
  }

  remove(): void {
    this.#made?.host.remove();
  }

  #whole(): Made {
    if (this.#made !== null) return this.#made;
    const host = document.implementation.createHTMLDocument("").createElement(this.#name);
    const inside = host.attachShadow({ mode: "closed" });
    this.#made = { host: document.adoptNode(host), inside, standing: document.createElement("style") };
    this.#furnish(this.#made);
    return this.#made;
  }
}
