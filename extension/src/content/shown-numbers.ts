import { lineOf, type Line } from "./line.ts";
import { runIdle } from "./idle.ts";
import { linksOf, numberOfLink } from "./links.ts";
import type { PageNumber } from "./marks.ts";
import type { Numbers } from "./numbers.ts";
import { isShown } from "./walk.ts";
import { tell } from "./worker.ts";

/** So many numbers of a page are told; so many are looked at each time, for a page may hide its numbers. */
const mostTold = 100;
const mostLooks = 500;

/**
 * Tells the worker which numbers the user has before them, each once a page, while pages are remembered; and what their lines say of those that
 * are called.
 */
export class ShownNumbers {
  readonly #numbers: Numbers;
  readonly #told = new Set<string>();
  #remembers = false;
  #address = "";
  #stop: (() => void) | null = null;
  #again = false;

  constructor(numbers: Numbers) {
    this.#numbers = numbers;
  }

  /** Whether this page is remembered, from now on. */
  remember(remembers: boolean): void {
    this.#remembers = remembers;
    if (!remembers) this.#stop?.();
    if (!remembers) this.#stop = null;
    this.look();
  }

  /** The line of a number that is called. What the user writes in a field is no page's. */
  line(number: Pick<PageNumber, "range" | "why">): Line | undefined {
    return this.#remembers && number.why !== "field" ? lineOf(number) : undefined;
  }

  /** A page that comes to be seen later is looked at then. */
  listen(): void {
    document.addEventListener("visibilitychange", this.look);
  }

  /** The page was read. */
  readonly look = (): void => {
    this.#again = this.#stop !== null;
    if (this.#again || !this.#remembers || !this.#numbers.isOn() || document.visibilityState !== "visible") return;
    // A program that shows another page at another address is at another page.
    if (location.href !== this.#address) this.#told.clear();
    this.#address = location.href;
    this.#stop = runIdle(this.#tell(), () => {
      this.#stop = null;
      if (this.#again) this.look();
    });
  };

  *#tell(): Generator<undefined> {
    const shown: ({ number: string } & Line)[] = [];
    let looks = 0;
    for (const found of this.#all()) {
      yield;
      const number = found?.number.slice(0, 64) ?? "";
      if (found === null || number === "" || this.#told.has(number)) continue;
      looks += 1;
      if (looks > mostLooks || this.#told.size >= mostTold) break;
      if (!isShown(found)) continue;
      this.#told.add(number);
      shown.push({ number, ...lineOf(found) });
    }
    if (shown.length > 0) tell({ type: "numbers.shown", numbers: shown });
  }

  *#all(): Generator<PageNumber | null> {
    yield* this.#numbers.all();
    for (const tree of [document, ...this.#numbers.shadows()])
      for (const link of linksOf(tree)) yield numberOfLink(link);
  }
}
