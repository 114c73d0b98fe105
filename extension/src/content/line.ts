import type { PageNumber } from "./marks.ts";
import { blockOf } from "./runs.ts";

/** What stands further from a number is about something else: so many letters, so many nodes. */
const longest = 200;
const mostNodes = 60;

/** Nobody nests a line deeper. */
const deepest = 32;

/** What parts no line, though it may be a block: a link, and a cell with what alone is in it. A row of a table is read as a line. */
const inLine = "a,td,th,td>:only-child,th>:only-child";

/** A number and what its line says around it, as it stands there. */
export type Line = Readonly<{ before: string; text: string; after: string }>;

/** The line that a number stands in. */
export function lineOf({ range }: Pick<PageNumber, "range">): Line {
  const { startContainer: start, startOffset, endContainer: end, endOffset } = range;
  const [first, last] = [start instanceof Text ? start.data : "", end instanceof Text ? end.data : ""];
  return {
    before: (side(start, "previousNode") + first.slice(0, startOffset)).slice(-longest),
    text: range.toString().slice(0, 64),
    after: (last.slice(endOffset) + side(end, "nextNode")).slice(0, longest),
  };
}

/** What the line says on one side of a node. */
function side(from: Node, way: "previousNode" | "nextNode"): string {
  const line = around(from);
  const walker = document.createTreeWalker(line ?? from.getRootNode(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  walker.currentNode = way === "nextNode" ? innermost(from) : from;
  let words = "";
  let cell = cellOf(from);
  for (let nodes = 0; nodes < mostNodes && words.length < longest; nodes += 1) {
    const node = walker[way]();
    if (node === null || (node instanceof Element && node.localName === "br")) break;
    if (!(node instanceof Text)) continue;
    if (around(node) !== line) break;
    if (node.parentElement?.checkVisibility() === false) continue;
    const gap = cellOf(node) === cell ? "" : " ";
    words = way === "nextNode" ? words + gap + node.data : node.data + gap + words;
    cell = cellOf(node);
  }
  return words;
}

/** The element whose words are one line with that node's. */
function around(node: Node | undefined, depth = 0): Element | null {
  const block = blockOf(node);
  return block?.matches(inLine) && depth < deepest ? around(block.parentElement ?? undefined, depth + 1) : block;
}

const cellOf = (node: Node): Element | null => node.parentElement?.closest("td,th") ?? null;

function innermost(node: Node): Node {
  let at = node;
  while (at.lastChild !== null) at = at.lastChild;
  return at;
}
