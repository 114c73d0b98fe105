import type { FoundNumber } from "@twp/shared/dialling/find.ts";

/**
 * Why something is a number: the finder's reasons; or the user has said so on this site, has selected it and opened the card, or is writing
 * it in a field.
 */
export type PageWhy = FoundNumber["why"] | "learned" | "selected" | "field";

/** A number that stands on the page, as `text`, and what it dials; an extension is dialled by the user once the call is answered. */
export type PageNumber = Readonly<{
  range: Range;
  text: string;
  number: string;
  extension: string | undefined;
  why: PageWhy;
}>;

/** A number and the texts it lies in. */
export type Marked = PageNumber & Readonly<{ nodes: readonly Text[] }>;

/** Its rule is in content.css. */
const name = "twp-number";

/** A page with more is a list of data; its first ones are enough. */
const most = 5000;

/** The numbers that are marked on this page, by the browser's own highlights: the document stays as it is. */
export class Marks {
  readonly #highlight = new Highlight();
  readonly #ofText = new Map<Text, readonly Marked[]>();
  #count = 0;

  show(): void {
    CSS.highlights.set(name, this.#highlight);
  }

  clear(): void {
    this.#ofText.clear();
    this.#highlight.clear();
    this.#count = 0;
    CSS.highlights.delete(name);
  }

  isFull(): boolean {
    return this.#count >= most;
  }

  add(marked: Marked): void {
    if (this.isFull()) return;
    this.#highlight.add(marked.range);
    for (const node of marked.nodes) this.#ofText.set(node, [...(this.#ofText.get(node) ?? []), marked]);
    this.#count += 1;
  }

  /** Every number that is marked now, each once. */
  all(): readonly PageNumber[] {
    return [...new Set([...this.#ofText.values()].flat())].filter(({ range }) => range.startContainer.isConnected);
  }

  /** Is one of them in that part of the page? */
  touches(range: Range): boolean {
    for (const [node, numbers] of this.#ofText)
      if (range.intersectsNode(node) && numbers.some((number) => overlaps(number.range, range))) return true;
    return false;
  }

  /** The number at a point of the window, in the page or one of these trees; none where `inner`, which the pointer meets, lies over it. */
  at(x: number, y: number, shadowRoots: ShadowRoot[], inner: Node): PageNumber | null {
    if (this.#count === 0) return null;
    for (const { highlight, ranges } of CSS.highlights.highlightsFromPoint(x, y, { shadowRoots }))
      if (highlight === this.#highlight) return this.#numberOf(ranges[0], inner);
    return null;
  }

  /** Firefox also tells of highlights that something else lies over. */
  #numberOf(range: AbstractRange | undefined, inner: Node): PageNumber | null {
    if (!(range?.startContainer instanceof Text)) return null;
    const numbers = this.#ofText.get(range.startContainer) ?? [];
    const found = numbers.find((number) => number.range === range);
    return found?.nodes.some((node) => inner.contains(node)) === true ? found : null;
  }

  forgetGone(): void {
    for (const node of this.#ofText.keys()) if (!node.isConnected) this.forget(node);
  }

  /** Forgets the numbers of a text, and with them the parts of them in its neighbours. */
  forget(node: Text): void {
    for (const marked of this.#ofText.get(node) ?? []) {
      this.#highlight.delete(marked.range);
      this.#count -= 1;
      for (const other of marked.nodes) {
        const left = (this.#ofText.get(other) ?? []).filter((each) => each !== marked);
        if (left.length > 0) this.#ofText.set(other, left);
        else this.#ofText.delete(other);
      }
    }
  }
}

/** Of two ranges of one tree. */
function overlaps(one: Range, other: Range): boolean {
  const { START_TO_END, END_TO_START } = Range;
  return one.compareBoundaryPoints(START_TO_END, other) > 0 && one.compareBoundaryPoints(END_TO_START, other) < 0;
}
