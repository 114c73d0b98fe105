/** Elements whose text is not read: what the user writes, what a program reads, what is already something to click. */
const names =
  "script,style,noscript,template,textarea,input,select,option,button,svg,math,canvas,iframe,code,pre,kbd,samp";

export const skipped = `${names},a[href],[contenteditable]:not([contenteditable=false])`;

const skippedNames: ReadonlySet<string> = new Set(names.split(","));

/** May the text inside this element be looked at? */
export function mayRead(element: Element): boolean {
  return element.closest(skipped) === null;
}

/** Is this element itself one of `skipped`? A walk asks it of every element; a selector takes ten times as long. */
export function isSkipped(element: Element): boolean {
  const { localName } = element;
  if (skippedNames.has(localName) || (localName === "a" && element.hasAttribute("href"))) return true;
  const editable = element.getAttribute("contenteditable");
  return editable !== null && editable !== "false";
}
