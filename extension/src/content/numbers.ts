import type { FoundNumber } from "@twp/shared/dialling/find.ts";
import { mayHoldNumber } from "@twp/shared/dialling/may-hold-number.ts";
import { findingNumbers, type FindNumbers } from "./found.ts";
import { runIdle } from "./idle.ts";
import { mayRead, walkTexts } from "./texts-of-page.ts";
import { piecesOf } from "./windows-of-text.ts";

/** A number that stands on the page, and what it dials; an extension is dialled by the user once the call is answered. */
export type PageNumber = Readonly<{
  range: StaticRange | Range;
  number: string;
  extension: string | undefined;
  why: FoundNumber["why"];
}>;

/** How a page's numbers are read: in the user's country, by the lengths of numbers in the user's house, and without what is none on this site. */
type Reading = Readonly<{ country: string; internalLengths: readonly number[]; notNumbers: readonly string[] }>;

const noReading: Reading = { country: "", internalLengths: [], notNumbers: [] };

/** Its rule is in content.css. */
const name = "twp-number";

/** A page with more is a list of data; its first ones are enough. */
const most = 5000;

/** Changes of the page are gathered for so long before they are read. */
const gathering = 250;

/**
 * The numbers of this page, found in idle moments and marked without touching the document. A quiet page costs nothing: work begins
 * only with a change of the document.
 */
export class Numbers {
  readonly #highlight = new Highlight();
  readonly #found = new Map<Text, PageNumber[]>();
  readonly #changed = new Set<Node>();
  readonly #observer = new MutationObserver((records) => this.#gather(records));
  #reading: Reading | null = null;
  #stop: (() => void) | null = null;
  #timer = 0;
  #count = 0;

  /** Shows numbers, read in this way; null shows none. */
  show(reading: Reading | null): void {
    if (JSON.stringify(reading) === JSON.stringify(this.#reading)) return;
    this.#reading = reading;
    this.#clear();
    if (reading === null) return;
    CSS.highlights.set(name, this.#highlight);
    this.#observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    this.#changed.add(document.body);
    this.#read();
  }

  /** The number at a point of the window. */
  at(x: number, y: number): PageNumber | null {
    if (this.#count === 0) return null;
    for (const { highlight, ranges } of CSS.highlights.highlightsFromPoint(x, y))
      if (highlight === this.#highlight) return this.#numberOf(ranges[0]);
    return null;
  }

  #numberOf(range: AbstractRange | undefined): PageNumber | null {
    if (!(range?.startContainer instanceof Text)) return null;
    const numbers = this.#found.get(range.startContainer) ?? [];
    return numbers.find((number) => number.range === range) ?? null;
  }

  #clear(): void {
    this.#observer.disconnect();
    this.#stop?.();
    this.#stop = null;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#changed.clear();
    this.#found.clear();
    this.#highlight.clear();
    this.#count = 0;
    CSS.highlights.delete(name);
  }

  #gather(records: readonly MutationRecord[]): void {
    for (const record of records) {
      if (record.type === "characterData") this.#changed.add(record.target);
      for (const node of record.addedNodes) this.#changed.add(node);
      if (record.removedNodes.length > 0) this.#changed.add(record.target);
    }
    if (this.#timer === 0 && this.#stop === null) this.#timer = window.setTimeout(() => this.#read(), gathering);
  }

  #read(): void {
    this.#timer = 0;
    const roots = [...this.#changed];
    this.#changed.clear();
    this.#stop = runIdle(this.#walk(roots), () => {
      this.#stop = null;
      if (this.#changed.size > 0) this.#timer = window.setTimeout(() => this.#read(), gathering);
    });
  }

  /** Yields after every text, which is where a slice may end, and while it waits for the finder. */
  *#walk(roots: readonly Node[]): Generator<Promise<unknown> | undefined> {
    this.#forgetGone();
    for (const root of roots) {
      const element = root instanceof Element ? root : root.parentElement;
      if (!root.isConnected || element === null || !mayRead(element)) continue;
      const walker = walkTexts(root);
      for (let node: Node | null = root; node !== null; node = walker.nextNode()) {
        if (node instanceof Text) yield* this.#readText(node);
        yield;
        if (this.#count >= most) return;
      }
    }
  }

  *#readText(node: Text): Generator<Promise<unknown> | undefined> {
    this.#forget(node);
    const { data } = node;
    for (const { text, at } of piecesOf(data)) {
      const find = mayHoldNumber(text) ? yield* findingNumbers() : null;
      // The page may have changed the text while we waited; the observer has it.
      if (node.data !== data) return;
      if (find !== null) this.#mark(node, text, at, find);
      yield;
      if (node.data !== data) return;
    }
  }

  #mark(node: Text, text: string, at: number, find: FindNumbers): void {
    const known = this.#found.get(node) ?? [];
    const covered = known.at(-1)?.range.endOffset ?? 0;
    const { country, internalLengths, notNumbers } = this.#reading ?? noReading;
    for (const { start, end, number, extension, why } of find(text, country, internalLengths)) {
      if (at + start < covered || this.#count >= most || notNumbers.includes(number)) continue;
      const range = new Range();
      range.setStart(node, at + start);
      range.setEnd(node, at + end);
      this.#highlight.add(range);
      known.push({ range, number, extension, why });
      this.#count += 1;
    }
    if (known.length > 0) this.#found.set(node, known);
  }

  #forgetGone(): void {
    for (const node of this.#found.keys()) if (!node.isConnected) this.#forget(node);
  }

  #forget(node: Text): void {
    const numbers = this.#found.get(node) ?? [];
    for (const { range } of numbers) this.#highlight.delete(range);
    this.#count -= numbers.length;
    this.#found.delete(node);
  }
}
