import { elementOf } from "../elements.ts";

/** Elements that part no line. */
const inLine: ReadonlySet<string> = new Set(
  "a,b,strong,i,em,u,s,span,font,small,big,mark,abbr,bdi,bdo,time,data,cite,dfn,ins,del,sub,sup,tt,label,wbr,q,img,svg".split(
    ",",
  ),
);
const cells: ReadonlySet<string> = new Set(["td", "th", "dt"]);
const unread: ReadonlySet<string> = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "textarea",
  "select",
  "option",
]);

/** So far a signature goes around one of its numbers, in lines, texts and letters. */
const [mostLines, mostTexts, mostLetters] = [14, 80, 1500];

type Reach = { lines: number; texts: number; letters: number };

/** The lines of the page around a text, as they are read: one for each block, break or row of a table. What is not seen is left out. */
export function linesAround(text: Text, offset = 0): readonly string[] {
  const walker = document.createTreeWalker(text.getRootNode(), NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const before = gather(walker, text, "previousNode");
  const behind = gather(walker, text, "nextNode");
  const from = Math.max(0, offset - mostLetters);
  const all = `${before}${wordsOf(text, text.data.slice(from, offset + mostLetters))}${behind}`;
  return all.split("\n").map((line) => line.replace(/\s+/gu, " ").trim());
}

function gather(walker: TreeWalker, from: Text, side: "previousNode" | "nextNode"): string {
  walker.currentNode = from;
  const left: Reach = { lines: mostLines, texts: mostTexts, letters: mostLetters };
  let gathered = "";
  let last: Node = from;
  let breaks = "";
  for (
    let node = walker[side]();
    node !== null && left.lines > 0 && left.texts > 0 && left.letters > 0;
    node = walker[side]()
  ) {
    left.texts -= node instanceof Text ? 1 : 0.25;
    if (node instanceof Element) {
      if (node.localName === "br") breaks += "\n";
      else if (node.localName === "hr") breaks += "\n--\n";
      continue;
    }
    if (!(node instanceof Text) || !isShown(node)) continue;
    const near = side === "previousNode" ? node.data.slice(-mostLetters) : node.data.slice(0, mostLetters);
    if (near.trim() === "") continue;
    // A break within a block, or the edge of one.
    const parted = breaks !== "" ? breaks : between(last, node);
    const words = wordsOf(node, near);
    gathered = side === "previousNode" ? `${words}${parted}${gathered}` : `${gathered}${parted}${words}`;
    left.lines -= parted.includes("\n") ? 1 : 0;
    left.letters -= words.length;
    [last, breaks] = [node, ""];
  }
  return side === "previousNode" ? gathered + (breaks !== "" ? breaks : "") : gathered;
}

/** A part of a text as it is read: where the page shows its breaks as such, they are. */
function wordsOf({ parentElement }: Text, part: string): string {
  const keeps =
    part.includes("\n") && parentElement !== null && getComputedStyle(parentElement).whiteSpace.startsWith("pre");
  return part.replace(keeps ? /[^\S\n]+/gu : /\s+/gu, " ");
}

/** What parts two texts that follow each other: nothing in one block, a bar between the cells of a row, else a line. */
function between(one: Node, other: Node): string {
  const [a, b] = [blockOf(one), blockOf(other)];
  if (a === b) return "";
  const [rowOfA, rowOfB] = [a?.closest("tr,dl > div"), b?.closest("tr,dl > div")];
  const isRow = rowOfA !== null && rowOfA === rowOfB && isCell(a) && isCell(b);
  return isRow || (a?.localName === "dd" && b?.localName === "dt") || (a?.localName === "dt" && b?.localName === "dd")
    ? " "
    : "\n";
}

const isCell = (element: Element | null): boolean => element !== null && cells.has(element.localName);

function blockOf(node: Node): Element | null {
  let at = elementOf(node);
  for (let depth = 0; depth < 32 && at !== null && inLine.has(at.localName); depth += 1) at = at.parentElement;
  return at;
}

function isShown({ parentElement }: Text): boolean {
  if (parentElement === null) return true;
  if (unread.has(parentElement.localName)) return false;
  return parentElement.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}
