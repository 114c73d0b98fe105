import { hasDigit } from "@twp/shared/dialling/finding/plain-text.ts";
import { elementOf } from "./elements.ts";
import { isSkipped } from "./texts-of-page.ts";

/**
 * Texts that follow each other in one block, as a person reads them: `<b>01 99</b> 00 <i>12 34</i>` is one number. `starts` holds where each
 * text begins in the whole.
 */
export type Run = Readonly<{ text: string; nodes: readonly Text[]; starts: readonly number[] }>;

/** A place in one of the texts of a run. */
export type Place = Readonly<{ node: Text; offset: number }>;

/** Elements that part nothing. A page may still show them as blocks: whoever marks across them looks. */
const inline: ReadonlySet<string> = new Set(
  "b,strong,i,em,u,s,span,font,small,big,mark,abbr,bdi,bdo,time,data,cite,dfn,ins,del,sub,sup,tt,label,wbr,q".split(
    ",",
  ),
);

/** A run is no longer than this; what goes on behind it is a run of its own. */
const [mostTexts, mostLetters] = [64, 2048];

/** A slice may end after so many texts: to ask for the time after each would take longer than the walk. */
const breath = 64;

/** An element takes less than a text. */
const manyElements = 512;

/** Nobody writes deeper than this within a block. A page that does would have us climb all of it for each of its elements. */
const deepest = 32;

/** What a walk is told, and asks. */
export type Walk = Readonly<{
  /** A text on the way that holds nothing to read. */
  leave: (text: Text) => void;
  /** May a text of so many letters, alone or with its neighbours, hold a number? */
  mayHold: (text: string) => boolean;
}>;

/**
 * The runs below a node that hold a digit and may hold a number, in their order; undefined in between, where a slice of work may end. Most
 * texts are words, and cost no more than to be passed by. A walk ends early where the page takes away the text it has come to; the
 * generator then returns false.
 */
export function* runsBelow(root: Node, { leave, mayHold }: Walk): Generator<Run | undefined, boolean> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const readable = new Map<Element, boolean>();
  let last: Text | null = null;
  let steps = 0;
  let node: Text | null = root instanceof Text ? root : textAfter(walker);
  while (node !== null) {
    const run: Run | null = hasDigit(node.data) ? runAround(node, last) : null;
    if (run === null) leave(node);
    else {
      last = run.nodes.at(-1) ?? node;
      if (mayHold(run.text) && isReadable(node.parentElement, readable)) yield run;
      else for (const text of run.nodes) leave(text);
      walker.currentNode = last ?? node;
    }
    steps += 1;
    if (steps % breath === 0) yield;
    if (!walker.currentNode.isConnected) return false;
    node = textAfter(walker);
  }
  return true;
}

const textAfter = (walker: TreeWalker): Text | null => walker.nextNode() as Text | null;

/** Nothing deeper is marked (see `isTooDeep`). */
const deepestRead = 1024;

/** May what stands in this element be read? What was learned of an element holds for all of one walk. */
function isReadable(element: Element | null, known: Map<Element, boolean>): boolean {
  const unknown: Element[] = [];
  let at = element;
  for (; at !== null && !known.has(at); at = at.parentElement) {
    if (unknown.length >= deepestRead) return false;
    unknown.push(at);
  }
  let readable = at === null || known.get(at) === true;
  for (const each of unknown.toReversed()) {
    readable &&= !isSkipped(each);
    known.set(each, readable);
  }
  return readable;
}

/** The run that a text is part of, but nothing before `stop` and its end. */
function runAround(text: Text, stop: Text | null): Run {
  const block = blockOf(text);
  // The cell of a table, the line of a list: most texts are alone.
  if (text.previousSibling === null && text.nextSibling === null && text.parentElement === block)
    return { text: text.data, nodes: [text], starts: [0] };
  const before = neighbours(text, block, stop, "previousNode", [mostTexts / 2, mostLetters / 2]);
  const letters = before.reduce((sum, { data }) => sum + data.length, text.data.length);
  const behind = neighbours(text, block, null, "nextNode", [mostTexts - before.length - 1, mostLetters - letters]);
  return runOf([...before.toReversed(), text, ...behind]);
}

/** The texts of the same block on one side, the nearest first, as far as nothing parts them. */
function neighbours(
  text: Text,
  block: Element | null,
  stop: Text | null,
  side: "previousNode" | "nextNode",
  [texts, letters]: readonly [number, number],
): Text[] {
  const found: Text[] = [];
  const walker = document.createTreeWalker(block ?? text.getRootNode(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  walker.currentNode = text;
  let left = letters;
  for (let node = walker[side](); node !== null && node !== stop; node = walker[side]()) {
    if (node instanceof Element) {
      if (!isInline(node) || isSkipped(node)) break;
    } else if (node instanceof Text) {
      left -= node.data.length;
      if (blockOf(node) !== block || isLeftOut(node, block) || found.length >= texts || left < 0) break;
      found.push(node);
    }
  }
  return found;
}

/** Is something between the text and its block not to be read? */
function isLeftOut(text: Text, block: Element | null): boolean {
  for (let at = text.parentElement; at !== null && at !== block; at = at.parentElement) if (isSkipped(at)) return true;
  return false;
}

/** Tells of the elements below a node, and of itself; undefined in between, where a slice of work may end. */
export function* elementsBelow(root: Node, pass: (element: Element) => void): Generator<undefined> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  let steps = 0;
  for (let node: Node | null = root; node !== null; node = walker.nextNode()) {
    if (node instanceof Element) pass(node);
    steps += 1;
    if (steps % manyElements === 0) yield;
  }
}

/** The run of one text alone. */
export function runOf(nodes: readonly Text[]): Run {
  const starts: number[] = [];
  let text = "";
  for (const { data } of nodes) {
    starts.push(text.length);
    text += data;
  }
  return { text, nodes, starts };
}

/** Where that offset of the whole lies; an end lies behind its last letter, and not before the next text. */
export function placeIn({ nodes, starts }: Run, offset: number, isEnd: boolean): Place {
  const at = starts.findLastIndex((start) => (isEnd ? start < offset : start <= offset));
  const node = nodes[Math.max(0, at)];
  if (node === undefined) throw new Error("a run has a text");
  return { node, offset: offset - (starts[at] ?? 0) };
}

/** The texts of a run from one place to another. */
export function between({ nodes }: Run, from: Text, to: Text): readonly Text[] {
  return nodes.slice(nodes.indexOf(from), nodes.indexOf(to) + 1);
}

/**
 * Does the page show these texts as one line of writing, nothing of it hidden? A hidden digit among seen ones would be dialled unseen; columns
 * side by side are not one number.
 */
export function isOneLine(nodes: readonly Text[], isSeen: (element: Element) => boolean): boolean {
  const block = blockOf(nodes[0]);
  return nodes.every((node) => {
    for (let at = node.parentElement; at !== null && at !== block; at = at.parentElement)
      if (getComputedStyle(at).display !== "inline") return false;
    return node.parentElement !== null && isSeen(node.parentElement);
  });
}

/** From where to read again when something below has changed: its whole block, unless that is the page. */
export function readAgainFrom(node: Node): Node {
  const block = blockOf(node);
  return block === null || block === document.body || block.childNodes.length > mostTexts ? node : block;
}

/** Is it part of another of these nodes? A program that builds a tree tells of each of its branches. */
export function isInside(node: Node, others: ReadonlySet<Node>): boolean {
  for (let at = node.parentNode; at !== null; at = at.parentNode) if (others.has(at)) return true;
  return false;
}

/** Does it stand deeper than a browser nests what it reads itself (512)? With a mark ten thousand elements deep a page in Chromium no longer answered. */
export function isTooDeep(node: Node): boolean {
  let at = node.parentNode;
  for (let depth = 0; at !== null && depth < deepestRead; depth += 1) at = at.parentNode;
  return at !== null;
}

const isInline = (element: Element): boolean => inline.has(element.localName);

/** The block that a node stands in. */
export function blockOf(node: Node | undefined): Element | null {
  let at = node === undefined ? null : elementOf(node);
  for (let depth = 0; depth < deepest && at !== null && isInline(at); depth += 1) at = at.parentElement;
  return at;
}
