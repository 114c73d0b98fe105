import type { FoundNumber } from "@twp/shared/dialling/find.ts";
import { mayHoldNumber } from "@twp/shared/dialling/may-hold-number.ts";
import { finder, findingNumbers, type FindNumbers } from "./found.ts";
import { runIdle } from "./idle.ts";
import { LateTrees, mayGetTree } from "./late-trees.ts";
import { learnedIn, type Learned } from "./learned.ts";
import {
  between,
  elementsBelow,
  isInside,
  isOneLine,
  isTooDeep,
  placeIn,
  readAgainFrom,
  runOf,
  runsBelow,
  type Place,
  type Run,
} from "./runs.ts";
import { isSeen, type Surroundings } from "./seen.ts";
import { mayRead } from "./texts-of-page.ts";
import { piece, piecesOf } from "./windows-of-text.ts";

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

/** A number in a text, found or learned. */
type Found = Readonly<Pick<FoundNumber, "start" | "end" | "text" | "number" | "extension"> & { why: PageWhy }>;

/** Of a text that holds at most what was learned. */
const findsNothing: FindNumbers = () => [];

/** A number and the texts it lies in. */
type Marked = PageNumber & Readonly<{ nodes: readonly Text[] }>;

/**
 * How a page's numbers are read: in the user's country, by the lengths of numbers in the user's house, without what is none on this site, and
 * with what the user has said to be one.
 */
type Reading = Readonly<{
  country: string;
  internalLengths: readonly number[];
  notNumbers: readonly string[];
  learned: readonly Learned[];
}>;

const observed = { subtree: true, childList: true, characterData: true } as const;

const noReading: Reading = { country: "", internalLengths: [], notNumbers: [], learned: [] };

/** Its rule is in content.css. */
const name = "twp-number";

/** So many letters are read between two looks at the clock. */
const breath = 128;

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
  readonly #found = new Map<Text, readonly Marked[]>();
  readonly #changed = new Set<Node>();
  /** The open shadow trees of the page. */
  readonly #shadows = new Set<ShadowRoot>();
  readonly #observer = new MutationObserver((records) => this.#gather(records));
  readonly #late = new LateTrees((shadow) => this.#enter(shadow));
  /** What this slice of work knows of how elements are shown. */
  #shown: Surroundings = new Map();
  #reading: Reading | null = null;
  #stop: (() => void) | null = null;
  #timer = 0;
  #count = 0;
  /** The page, or what has changed of it, was read. */
  onRead: () => void = () => undefined;

  /** Shows numbers, read in this way; null shows none. */
  show(reading: Reading | null): void {
    if (JSON.stringify(reading) === JSON.stringify(this.#reading)) return;
    this.#reading = reading;
    this.#clear();
    if (reading === null) return;
    CSS.highlights.set(name, this.#highlight);
    this.#observer.observe(document.body, observed);
    this.#changed.add(document.body);
    this.#read();
  }

  /** Every number that is marked now, each once. */
  all(): readonly PageNumber[] {
    return [...new Set([...this.#found.values()].flat())].filter(({ range }) => range.startContainer.isConnected);
  }

  /** The user has done something that may make the page show more. */
  lookAgain(): void {
    if (this.isOn()) this.#late.begin();
  }

  /** The pointer is on something: its shadow trees are read, whenever they came. */
  meet(target: EventTarget | undefined): void {
    if (!this.isOn() || !(target instanceof Node)) return;
    for (let root = target.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) this.#enter(root);
  }

  /** Are numbers marked on this page? */
  isOn(): boolean {
    return this.#reading !== null;
  }

  /** Is one of them in that part of the page? */
  touches(range: Range): boolean {
    for (const [node, numbers] of this.#found)
      if (range.intersectsNode(node) && numbers.some((number) => overlaps(number.range, range))) return true;
    return false;
  }

  /** The open shadow trees of the page that are known. */
  shadows(): readonly ShadowRoot[] {
    return [...this.#shadows];
  }

  /** The number at a point of the window. */
  at(x: number, y: number): PageNumber | null {
    if (this.#count === 0) return null;
    for (const { highlight, ranges } of CSS.highlights.highlightsFromPoint(x, y, { shadowRoots: [...this.#shadows] }))
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
    this.#shadows.clear();
    this.#late.clear();
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
    this.#readSoon();
  }

  #readSoon(): void {
    if (this.#timer === 0 && this.#stop === null) this.#timer = window.setTimeout(() => this.#read(), gathering);
  }

  #read(): void {
    this.#timer = 0;
    const roots = [...this.#changed];
    this.#changed.clear();
    this.#stop = runIdle(this.#walk(roots), () => {
      this.#stop = null;
      this.onRead();
      if (this.#changed.size > 0) this.#readSoon();
      else this.#late.begin();
    });
  }

  /** Yields after every step, which is where a slice may end, and while it waits for the finder. */
  *#walk(roots: readonly Node[]): Generator<Promise<unknown> | undefined> {
    this.#forgetGone();
    const again = new Set<Node>();
    for (const root of roots) {
      again.add(readAgainFrom(root));
      yield;
    }
    for (const root of again) {
      yield;
      if (!root.isConnected || isInside(root, again) || !mayReadIn(root)) continue;
      yield* elementsBelow(root, this.#pass);
      yield* this.#readBelow(root);
      if (this.#count >= most) return;
    }
  }

  *#readBelow(root: Node): Generator<Promise<unknown> | undefined> {
    const runs = runsBelow(root, { pass: this.#forget, mayHold: this.#mayHold });
    let letters = 0;
    for (let next = runs.next(); this.#count < most; next = runs.next()) {
      // The page took away what the walk had come to: what is left of it is read anew.
      if (next.done === true) return void (next.value || this.#changed.add(root));
      const run = next.value;
      const find = finder();
      letters += run?.text.length ?? breath;
      // Most runs are read at once, several between two looks at the clock.
      if (run !== undefined && (find === undefined || run.text.length > piece)) yield* this.#readRun(run);
      else if (run !== undefined && find !== undefined) this.#mark(run, run.text, 0, 0, find);
      if (letters < breath) continue;
      letters = 0;
      yield;
      // The page may have changed meanwhile.
      if (this.#shown.size > 0) this.#shown = new Map();
    }
  }

  readonly #pass = (element: Element): void => {
    const { shadowRoot } = element;
    if (shadowRoot !== null) this.#enter(shadowRoot);
    else if (mayGetTree(element)) this.#late.note(element);
  };

  /** A shadow tree that was found on the way is read after what is read now, and watched from then on. */
  #enter(shadow: ShadowRoot): void {
    if (this.#shadows.has(shadow)) return;
    this.#shadows.add(shadow);
    this.#observer.observe(shadow, observed);
    this.#changed.add(shadow);
    this.#readSoon();
  }

  /** A long text is looked at in pieces, later. */
  readonly #mayHold = (text: string): boolean =>
    text.length > piece || mayHoldNumber(text) || learnedIn(text, this.#learned()).length > 0;

  /** Reads a run in pieces, or waits for the finder. */
  *#readRun(run: Run): Generator<Promise<unknown> | undefined> {
    let covered = 0;
    for (const { text, at } of piecesOf(run.text)) {
      const learned = learnedIn(text, this.#learned());
      const find = mayHoldNumber(text) ? yield* findingNumbers() : null;
      // The page may have changed the text while we waited; the observer has it.
      if (isOther(run)) return;
      if (find !== null || learned.length > 0) covered = this.#mark(run, text, at, covered, find ?? findsNothing);
      yield;
      this.#shown = new Map();
      if (isOther(run)) return;
    }
  }

  /** Marks the numbers of a piece; gives how far the run is marked by then. */
  #mark(run: Run, text: string, at: number, covered: number, find: FindNumbers): number {
    let end = covered;
    for (const found of this.findIn(text, find)) {
      if (at + found.start < end) continue;
      const [from, to] = [placeIn(run, at + found.start, false), placeIn(run, at + found.end, true)];
      const nodes = between(run, from.node, to.node);
      end = at + found.end;
      if (nodes.length === 1 || isOneLine(nodes, (element) => isSeen(element, this.#shown)))
        this.#add(found, from, to, nodes);
      // What only seemed to go on is read each text by itself.
      else for (const node of nodes) this.#mark(runOf([node]), node.data, 0, 0, find);
    }
    return end;
  }

  /** The numbers of a text, as they are read on this page. What the user has said comes before what the finder thinks. */
  findIn(text: string, find: FindNumbers): readonly Found[] {
    const { country, internalLengths, notNumbers, learned } = this.#reading ?? noReading;
    const said = learnedIn(text, learned);
    const found = find(text, country, internalLengths).filter(
      ({ number, start, end }) =>
        !notNumbers.includes(number) && !said.some((each) => each.start < end && start < each.end),
    );
    return [...said, ...found].toSorted((one, other) => one.start - other.start);
  }

  #learned(): readonly Learned[] {
    return this.#reading?.learned ?? [];
  }

  #add({ text, number, extension, why }: Found, from: Place, to: Place, nodes: readonly Text[]): void {
    if (this.#count >= most || isTooDeep(from.node)) return;
    const range = new Range();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    this.#highlight.add(range);
    const marked: Marked = { range, text, number, extension, why, nodes };
    for (const node of nodes) this.#found.set(node, [...(this.#found.get(node) ?? []), marked]);
    this.#count += 1;
  }

  #forgetGone(): void {
    for (const node of this.#found.keys()) if (!node.isConnected) this.#forget(node);
    for (const shadow of this.#shadows) if (!shadow.isConnected) this.#shadows.delete(shadow);
  }

  /** Forgets the numbers of a text, and with them the parts of them in its neighbours. */
  readonly #forget = (node: Text): void => {
    for (const marked of this.#found.get(node) ?? []) {
      this.#highlight.delete(marked.range);
      this.#count -= 1;
      for (const other of marked.nodes) {
        const left = (this.#found.get(other) ?? []).filter((each) => each !== marked);
        if (left.length > 0) this.#found.set(other, left);
        else this.#found.delete(other);
      }
    }
  };
}

/** Of two ranges of one tree. */
function overlaps(one: Range, other: Range): boolean {
  const { START_TO_END, END_TO_START } = Range;
  return one.compareBoundaryPoints(START_TO_END, other) > 0 && one.compareBoundaryPoints(END_TO_START, other) < 0;
}

function mayReadIn(root: Node): boolean {
  const element = root instanceof ShadowRoot ? root.host : root instanceof Element ? root : root.parentElement;
  // A text that stands by itself in a shadow tree has no element around it there.
  return element === null ? root.getRootNode() instanceof ShadowRoot : mayRead(element);
}

/** Has the page changed one of its texts since it was read? */
function isOther({ text, nodes }: Run): boolean {
  return (
    nodes.reduce((all, { data }) => all + data.length, 0) !== text.length ||
    nodes.map(({ data }) => data).join("") !== text
  );
}
