/** Elements whose text is not read: what the user writes, what a program reads, what is already something to click. */
const skipped =
  "script,style,noscript,template,textarea,input,select,option,button,svg,math,canvas,iframe,code,pre,kbd,samp,a[href],[contenteditable]:not([contenteditable=false])";

/** May the text inside this element be looked at? */
export function mayRead(element: Element): boolean {
  return element.closest(skipped) === null;
}

/** Walks the texts below a node, leaving out whole subtrees that are not to be read. */
export function walkTexts(root: Node): TreeWalker {
  return document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT;
    return node instanceof Element && node.matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
}
