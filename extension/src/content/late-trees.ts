import { runIdle } from "./idle.ts";

/**
 * Who may still get a shadow tree: an element of the page's own make, or an empty one, as programs from elsewhere fill them. That it has got one is
 * no change that anybody is told of, and to change the page's own `attachShadow` would be a change of the page.
 */
export function mayGetTree(element: Element): boolean {
  return element.localName.includes("-") || (element.firstChild === null && fillable.has(element.localName));
}

/** Of the elements that may have a shadow tree (DOM standard, "valid shadow host name"), those that a page leaves empty for one. */
const fillable: ReadonlySet<string> = new Set(["div", "section", "aside", "article", "main", "header", "footer"]);

/** A page with more is a list of data. */
const most = 1000;

/** Looks again so long after the page or the user has last done something, in milliseconds; then no more until they do. */
const looks = [500, 2000, 8000, 30_000] as const;

/** Elements that were read before they had their tree. With none of them there is nothing to do at any time. */
export class LateTrees {
  readonly #waiting = new Set<Element>();
  readonly #found: (shadow: ShadowRoot) => void;
  #timer = 0;
  #stop: (() => void) | null = null;

  constructor(found: (shadow: ShadowRoot) => void) {
    this.#found = found;
  }

  note(element: Element): void {
    if (this.#waiting.size < most) this.#waiting.add(element);
  }

  /** Something has happened: looks again for a while. */
  begin(): void {
    this.#end();
    if (this.#waiting.size > 0) this.#after(0);
  }

  clear(): void {
    this.#end();
    this.#waiting.clear();
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#stop?.();
    this.#stop = null;
  }

  #after(turn: number): void {
    const pause = looks[turn];
    if (pause === undefined || this.#waiting.size === 0) return;
    this.#timer = window.setTimeout(() => {
      this.#timer = 0;
      this.#stop = runIdle(this.#look(), () => {
        this.#stop = null;
        this.#after(turn + 1);
      });
    }, pause);
  }

  *#look(): Generator<undefined> {
    let count = 0;
    for (const element of this.#waiting) {
      const { shadowRoot } = element;
      if (shadowRoot !== null || !element.isConnected) this.#waiting.delete(element);
      if (shadowRoot !== null && element.isConnected) this.#found(shadowRoot);
      count += 1;
      if (count % 64 === 0) yield;
    }
  }
}
