import type { Chord } from "@twp/shared/protocol/chords.ts";
import { chordOfKeys } from "../browser/pressed-keys.ts";
import { isSeen } from "./seen.ts";
import { tellPressed } from "./worker.ts";

/** The keys of the user's for which the system would not listen. */
export type PageKeys = Readonly<{
  /** Begins to listen, also anew on a page that was written anew. */
  listen: () => void;
  /** From now on these are heard, and no others. */
  hear: (chords: readonly Chord[]) => void;
}>;

/** Begins with none. */
export function followKeys(): PageKeys {
  let wanted: ReadonlySet<Chord> = new Set();
  const press = (event: KeyboardEvent): void => {
    // Only the user's own press: a page can send none that is trusted.
    if (wanted.size === 0 || !event.isTrusted || event.repeat) return;
    const chord = chordOfKeys(event);
    if (chord === null || !wanted.has(chord)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tellPressed(chord, selectedText());
  };
  return {
    listen: () => addEventListener("keydown", press, { capture: true }),
    hear: (chords) => void (wanted = new Set(chords)),
  };
}

const kindsOfField = new Set(["text", "search", "tel", "url", "textarea"]);

/** What is selected on the page or in a field of it, where the user can see it. A password is nobody's business. */
function selectedText(): string {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return kindsOfField.has(field.type)
      ? field.value.slice(field.selectionStart ?? undefined, field.selectionEnd ?? undefined)
      : "";
  const selection = getSelection();
  const text = selection?.toString() ?? "";
  if (selection === null || selection.rangeCount === 0 || text.length > longest) return "";
  return textsIn(selection.getRangeAt(0)).every(isText) ? text : "";
}

/** What is longer is no number and no name, and not worth a look at each of its parts. */
const longest = 1024;

/** A page may lay a number that nobody sees among the words the user selects. */
const isText = ({ data, parentElement }: Text): boolean =>
  data.trim() === "" || (parentElement !== null && isSeen(parentElement));

function textsIn(range: Range): Text[] {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
  for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode())
    if (node instanceof Text && range.intersectsNode(node)) texts.push(node);
  return texts;
}
