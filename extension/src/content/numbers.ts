import { mayHoldNumber } from "@twp/shared/dialling/may-hold-number.ts";
import { runIdle } from "./idle.ts";
import { LateTrees, mayGetTree } from "./late-trees.ts";
import { learnedIn, type Learned } from "./learned.ts";
import { Marks, type PageNumber, type PageWhy } from "./marks.ts";
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
  type Run,
} from "./runs.ts";
import { isSeen, type Surroundings } from "./seen.ts";
import { Sought, type InText, type Piece } from "./sought.ts";
import { mayRead } from "./texts-of-page.ts";
import { piece } from "./windows-of-text.ts";
import { askForNumbers, type Plan } from "./worker.ts";

/** A number in a text, found or learned. */
type Found = Readonly<Omit<InText, "why"> & { text: string; why: PageWhy }>;

/** How a page's numbers are read: by the user's plan, without what is none on this site, and with what the user has said to be one. */
type Reading = Plan & Readonly<{ notNumbers: readonly string[]; learned: readonly Learned[] }>;

/** A step of work: a slice may end after it, or waits until its promise is kept. */
type Steps = Generator<Promise<unknown> | undefined>;

const observed = { subtree: true, childList: true, characterData: true } as const;

const noReading: Reading = { country: "", internalLengths: [], notNumbers: [], learned: [] };

/** So many letters are read between two looks at the clock. */
const breath = 128;

/** Changes of the page are gathered for so long before they are read. */
const gathering = 250;

/**
 * The numbers of this page, sought in idle moments and marked without touching the document. A quiet page costs nothing: work begins
 * only with a change of the document.
 */
export class Numbers {
  readonly #marks = new Marks();
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
  /** The page, or what has changed of it, was read. */
  onRead: () => void = () => undefined;

  /** Shows numbers, read in this way; null shows none. */
  show(reading: Reading | null): void {
    if (JSON.stringify(reading) === JSON.stringify(this.#reading)) return;
    this.#reading = reading;
    this.#clear();
    if (reading === null) return;
    this.#marks.show();
    this.#observer.observe(document.body, observed);
    this.#changed.add(document.body);
    this.#read();
  }

  /** Every number that is marked now, each once. */
  all(): readonly PageNumber[] {
    return this.#marks.all();
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
    return this.#marks.touches(range);
  }

  /** The open shadow trees of the page that are known. */
  shadows(): readonly ShadowRoot[] {
    return [...this.#shadows];
  }

  /** The number at a point of the window, where the pointer meets that element. */
  at({ clientX, clientY }: MouseEvent, inner: EventTarget | undefined): PageNumber | null {
    return inner instanceof Node ? this.#marks.at(clientX, clientY, [...this.#shadows], inner) : null;
  }

  /** The numbers of a text that stands by itself, as they are read on this page. */
  async findIn(text: string): Promise<readonly Found[]> {
    const [found] = mayHoldNumber(text) ? await askForNumbers(this.#reading ?? noReading, [text]) : [];
    return this.#asReadHere(text, found ?? []);
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
    this.#marks.clear();
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

  /** Yields after every step, which is where a slice may end, and while it waits for answers. */
  *#walk(roots: readonly Node[]): Steps {
    this.#forgetGone();
    const again = new Set<Node>();
    for (const root of roots) {
      again.add(readAgainFrom(root));
      yield;
    }
    const sought = new Sought(this.#reading ?? noReading);
    for (const root of again) {
      yield;
      if (!root.isConnected || isInside(root, again) || !mayReadIn(root)) continue;
      yield* elementsBelow(root, this.#pass);
      yield* this.#readBelow(root, sought);
      if (this.#marks.isFull()) return;
    }
    // What only seemed to be one line is asked about once more, each text by itself.
    for (let round = 0; round < 2; round += 1) yield* this.#markAnswers(sought, true);
  }

  *#readBelow(root: Node, sought: Sought): Steps {
    const runs = runsBelow(root, { leave: this.#forget, mayHold: this.#mayHold });
    let letters = 0;
    for (let next = runs.next(); !this.#marks.isFull(); next = runs.next()) {
      // The page took away what the walk had come to: what is left of it is read anew.
      if (next.done === true) return void (next.value || this.#changed.add(root));
      const run = next.value;
      if (run !== undefined) this.#seek(run, sought);
      letters += run?.text.length ?? breath;
      if (letters < breath) continue;
      letters = 0;
      yield* this.#markAnswers(sought, false);
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
  readonly #mayHold = (text: string): boolean => text.length > piece || mayHoldNumber(text) || this.#holdsLearned(text);

  readonly #holdsLearned = (text: string): boolean => learnedIn(text, this.#learned()).length > 0;

  readonly #forget = (node: Text): void => this.#marks.forget(node);

  #seek(run: Run, sought: Sought): void {
    if (!sought.add(run, this.#holdsLearned)) for (const node of run.nodes) this.#forget(node);
  }

  /** Marks what is answered so far, or waits for all of it. */
  *#markAnswers(sought: Sought, all: boolean): Steps {
    let letters = 0;
    for (const answered of yield* sought.answers(all)) {
      this.#markPiece(answered, sought);
      letters += answered.text.length;
      if (letters < breath) continue;
      letters = 0;
      yield;
      this.#shown = new Map();
    }
  }

  /** Marks the numbers of a piece of a run. What was marked there before goes only now, so that nothing flickers. */
  #markPiece({ reading, text, at, found }: Piece, sought: Sought): void {
    const { run } = reading;
    // The page may have changed the text while we waited; the observer has it.
    if (isOther(run)) return;
    if (reading.covered === 0) for (const node of run.nodes) this.#forget(node);
    for (const number of this.#asReadHere(text, found)) {
      if (at + number.start < reading.covered) continue;
      reading.covered = at + number.end;
      this.#mark(run, number, at, sought);
    }
  }

  #mark(run: Run, { text, number, extension, why, start, end }: Found, at: number, sought: Sought): void {
    const [from, to] = [placeIn(run, at + start, false), placeIn(run, at + end, true)];
    const nodes = between(run, from.node, to.node);
    if (nodes.length > 1 && !isOneLine(nodes, (element) => isSeen(element, this.#shown))) {
      for (const node of nodes) sought.add(runOf([node]), this.#holdsLearned);
      return;
    }
    if (this.#marks.isFull() || isTooDeep(from.node)) return;
    const range = new Range();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    this.#marks.add({ range, text, number, extension, why, nodes });
  }

  /** What the user has said comes before what was found. */
  #asReadHere(text: string, found: readonly InText[]): readonly Found[] {
    const { notNumbers, learned } = this.#reading ?? noReading;
    const said = learnedIn(text, learned);
    const left = found.filter(
      ({ number, start, end }) =>
        !notNumbers.includes(number) && !said.some((each) => each.start < end && start < each.end),
    );
    const withText = left.map(({ start, end, number, extension, why }) => {
      const found: Found = { start, end, number, extension, why, text: text.slice(start, end) };
      return found;
    });
    return [...said, ...withText].toSorted((one, other) => one.start - other.start);
  }

  #learned(): readonly Learned[] {
    return this.#reading?.learned ?? [];
  }

  #forgetGone(): void {
    this.#marks.forgetGone();
    for (const shadow of this.#shadows) if (!shadow.isConnected) this.#shadows.delete(shadow);
  }
}

function mayReadIn(root: Node): boolean {
  const element = root instanceof ShadowRoot ? root.host : root instanceof Element ? root : root.parentElement;
  // A text that stands by itself in a shadow tree has no element around it there.
  return element === null ? root.getRootNode() instanceof ShadowRoot : mayRead(element);
}

/** Has the page changed one of its texts since it was read, or taken one away? */
function isOther({ text, nodes }: Run): boolean {
  return !nodes.every(({ isConnected }) => isConnected) || nodes.map(({ data }) => data).join("") !== text;
}
