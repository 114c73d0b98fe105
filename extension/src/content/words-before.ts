import type { PageNumber } from "./numbers.ts";
import { runsBelow } from "./runs.ts";

/** What stands before a number in its block says best whose it is; more than this is a text about something else. */
const longest = 200;
/** So many blocks further up a name may stand. */
const blocksUp = 3;

/** The page's words before a number: of its own block, else of what stands above it. */
export function wordsBefore({ range }: Pick<PageNumber, "range">): string {
  const at = range.startContainer;
  let block = at instanceof Element ? at : at.parentElement;
  for (let up = 0; block !== null && up < blocksUp; up += 1) {
    const before = textBefore(block, range);
    if (/\p{L}{2}/u.test(before)) return before.slice(-longest);
    block = block.parentElement;
  }
  return "";
}

/** Lines of it, each as it is read. */
function textBefore(block: Element, range: Range): string {
  const lines: string[] = [];
  for (const run of runsBelow(block)) {
    if (run === undefined) continue;
    const [first] = run.nodes;
    if (first === undefined || range.comparePoint(first, 0) > 0) break;
    lines.push(run.nodes.map((node) => partBefore(node, range)).join(""));
  }
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}

function partBefore(node: Text, { startContainer, startOffset }: Range): string {
  if (node === startContainer) return node.data.slice(0, startOffset);
  return node.compareDocumentPosition(startContainer) & Node.DOCUMENT_POSITION_FOLLOWING ? node.data : "";
}
