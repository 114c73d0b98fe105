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

/** A slice may end after so many nodes: to ask for the time after each would take longer than the walk. */
const breath = 16;

/** Nobody writes deeper than this within a block. A page that does would have us climb all of it for each of its elements. */
const deepest = 32;

/**
 * The runs below a node in their order; undefined in between, where a slice of work may end. `pass` is told of every element on the way that is
 * read; the texts of its open shadow tree are no part of it.
 */
export function* runsBelow(root: Node, pass?: (element: Element) => void): Generator<Run | undefined> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let texts: Text[] = [];
  let [length, steps] = [0, 0];
  let block: Element | null = null;
  let node: Node | null = root;
  while (node !== null) {
    const element: Element | null = node instanceof Element ? node : null;
    const text: Text | null = node instanceof Text ? node : null;
    const leftOut: boolean = element !== null && isSkipped(element);
    if (element !== null && !leftOut) pass?.(element);
    const own: Element | null = text === null ? null : blockOf(text);
    const isFull = texts.length >= mostTexts || length >= mostLetters;
    const parts = element === null ? text !== null && (own !== block || isFull) : leftOut || !isInline(element);
    if (parts && texts.length > 0) {
      yield runOf(texts);
      [texts, length] = [[], 0];
    }
    if (text !== null) {
      texts.push(text);
      length += text.data.length;
      block = own;
    }
    steps += 1;
    if (steps % breath === 0) yield;
    node = leftOut ? behind(walker) : walker.nextNode();
  }
  if (texts.length > 0) yield runOf(texts);
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
  for (let depth = 0; at !== null && depth < 1024; depth += 1) at = at.parentNode;
  return at !== null;
}

const isInline = (element: Element): boolean => inline.has(element.localName);

/** The block that a node stands in. */
export function blockOf(node: Node | undefined): Element | null {
  let at = node instanceof Element ? node : (node?.parentElement ?? null);
  for (let depth = 0; depth < deepest && at !== null && isInline(at); depth += 1) at = at.parentElement;
  return at;
}

/** The node behind everything below the walker's own. */
function behind(walker: TreeWalker): Node | null {
  do {
    const next = walker.nextSibling();
    if (next !== null) return next;
  } while (walker.parentNode() !== null);
  return null;
}
