import { focusedElement } from "./elements.ts";
import { mayReadField, numberAtCaret, partAround, type FieldFacts } from "./field-kind.ts";
import type { PageNumber } from "./marks.ts";
import type { Numbers } from "./numbers.ts";
import { isSeen } from "./seen.ts";
import { numberInSelection } from "./selected-text.ts";

/** The text of a field around the caret, and where that is in it. */
type Written = Readonly<{ text: string; caret: number }>;

/** Smaller fields are for a digit or two, or for nobody; in pixels. */
const [narrowest, lowest] = [60, 14];

/** The field that has the keyboard, whatever it is for; null where none has it. */
export function fieldWithKeyboard(): HTMLElement | null {
  const at = focusedElement();
  return at instanceof HTMLElement && isField(at) ? at : null;
}

/** The same, where it may be read. Asked only when the user has done something in it, and then rests: it asks for the page's styles. */
export function fieldInUse(): HTMLElement | null {
  const at = fieldWithKeyboard();
  if (at === null || !mayReadField(factsOf(at))) return null;
  const { width, height, bottom, top } = at.getBoundingClientRect();
  const isShown = width >= narrowest && height >= lowest && bottom > 0 && top < innerHeight && isSeen(at);
  return isShown ? at : null;
}

/** The number at the caret of a field; null where there is none. */
export async function numberInField(field: HTMLElement, numbers: Numbers): Promise<PageNumber | null> {
  const written = writtenIn(field);
  if (written === null || !/\d/u.test(written.text)) return null;
  const range = new Range();
  range.selectNode(field);
  const whole = field instanceof HTMLInputElement && field.type === "tel" ? numberInSelection(written.text) : null;
  const found = numberAtCaret(await numbers.findIn(written.text), written.caret);
  if (found !== undefined) {
    const { text, number, extension } = found;
    return { range, text, number, extension, why: "field" };
  }
  // A field for a telephone number holds nothing else, also where no text would be taken for one.
  return whole === null ? null : { range, text: whole, number: whole, extension: undefined, why: "field" };
}

const isField = (at: HTMLElement): boolean =>
  at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at.isContentEditable;

function factsOf(field: HTMLElement): FieldFacts {
  const labels = field instanceof HTMLInputElement ? [...(field.labels ?? [])] : [];
  const attributes = ["name", "id", "placeholder", "aria-label", "title"].map((each) => field.getAttribute(each) ?? "");
  const style = getComputedStyle(field);
  return {
    type: typeOf(field),
    autocomplete: field.getAttribute("autocomplete") ?? "",
    words: [...attributes, ...labels.map(({ textContent }) => textContent.slice(0, 100))].join(" "),
    isMasked: (style.getPropertyValue("-webkit-text-security") || "none") !== "none",
  };
}

function typeOf(field: HTMLElement): string {
  if (field instanceof HTMLInputElement) return field.type;
  return field instanceof HTMLTextAreaElement ? "textarea" : "editable";
}

function writtenIn(field: HTMLElement): Written | null {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return partAround(field.value, field.selectionEnd ?? field.value.length);
  const selection = getSelection();
  const node = selection?.focusNode;
  return node instanceof Text && field.contains(node) ? partAround(node.data, selection?.focusOffset ?? 0) : null;
}
