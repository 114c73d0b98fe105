/** Elements whose text is not read: what the user writes, what a program reads, what is already something to click. */
export const skipped =
  "script,style,noscript,template,textarea,input,select,option,button,svg,math,canvas,iframe,code,pre,kbd,samp,a[href],[contenteditable]:not([contenteditable=false])";

/** May the text inside this element be looked at? */
export function mayRead(element: Element): boolean {
  return element.closest(skipped) === null;
}
