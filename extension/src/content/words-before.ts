import type { PageNumber } from "./marks.ts";
import { blockOf } from "./runs.ts";

/** What stands before a number says best whose it is; more than this, in letters and in texts, is about something else. */
const longest = 200;
const mostTexts = 60;

/** What nobody reads on the page. */
const unread = "script,style,noscript,template,textarea,select";

/** The page's words before a number, nearest last, a line for each block. */
export function wordsBefore({ range: { startContainer, startOffset } }: Pick<PageNumber, "range">): string {
  const walker = document.createTreeWalker(startContainer.getRootNode(), NodeFilter.SHOW_TEXT);
  walker.currentNode = startContainer;
  let words = startContainer instanceof Text ? startContainer.data.slice(0, startOffset) : "";
  let block = blockOf(startContainer);
  for (let count = 0; count < mostTexts && words.length < longest; count += 1) {
    const node = walker.previousNode();
    if (!(node instanceof Text)) break;
    if (node.data.trim() === "" || node.parentElement?.closest(unread)) continue;
    const own = blockOf(node);
    words = `${node.data.replace(/\s+/gu, " ")}${own === block ? "" : "\n"}${words}`;
    block = own;
  }
  return words.slice(-longest);
}
