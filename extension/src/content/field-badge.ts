import { ClosedElement } from "./closed-element.ts";
import type { Card } from "./card.ts";
import rules from "./field-badge.css?inline";
import { fieldInUse, fieldWithKeyboard, numberInField } from "./field.ts";
import type { PageNumber } from "./marks.ts";
import type { Numbers } from "./numbers.ts";

/** Whoever writes on is not disturbed; in milliseconds. */
const pausing = 400;
/** In CSS pixels; the same as in field-badge.css. */
const size = 18;
const gap = 4;

/** The number that the user writes or has before them in a field, and a small quiet button for it at the field's end. */
export type FieldBadge = Readonly<{
  /** Begins to listen, also anew on a page that was written anew. */
  listen: () => void;
  /** Opens the card for the number of the field that has the keyboard, else does what is given; false where there is no such field. */
  open: (otherwise: () => void) => boolean;
  label: string;
}>;

/**
 * A field is looked at when the user has pressed a key or the pointer in it and then rests, and never before: a page can give it the focus, but
 * cannot press.
 */
export function followFields(numbers: Numbers, card: Card): FieldBadge & { label: string } {
  const badge = createBadge(() => show(shown));
  let shown: PageNumber | null = null;
  let timer = 0;
  const hide = (): void => {
    clearTimeout(timer);
    shown = null;
    badge.hide();
  };
  const show = (number: PageNumber | null): void => {
    hide();
    if (number !== null) card.open(number, number.range.getBoundingClientRect(), "keys");
  };
  const look = async (): Promise<void> => {
    const field = numbers.isOn() && card.current() === null ? fieldInUse() : null;
    const number = field === null ? null : await numberInField(field, numbers);
    if (number === null || field === null || fieldInUse() !== field) return;
    shown = number;
    badge.show(field, api.label.replace("{number}", number.number));
  };
  const act = (event: Event): void => {
    if (!event.isTrusted || badge.isUnder(event)) return;
    hide();
    if (numbers.isOn() && isInField(event)) timer = window.setTimeout(() => void look(), pausing);
  };
  const leave = (event: Event): void => {
    if (!badge.isUnder(event)) hide();
  };
  /** The field stands elsewhere now. */
  const follow = (): void => {
    if (shown === null) return;
    hide();
    timer = window.setTimeout(() => void look(), pausing);
  };
  const api = {
    label: "{number}",
    listen() {
      for (const type of ["pointerup", "keyup"]) addEventListener(type, act, { capture: true, passive: true });
      for (const type of ["keydown", "focusout"]) addEventListener(type, leave, { capture: true, passive: true });
      for (const type of ["scroll", "resize"]) addEventListener(type, follow, { capture: true, passive: true });
    },
    open(otherwise: () => void): boolean {
      const field = numbers.isOn() ? fieldInUse() : null;
      if (field === null) return false;
      void numberInField(field, numbers).then((number) => (number === null ? otherwise() : show(number)));
      return true;
    },
  };
  return api;
}

/** Is what the user has pressed in the field that has the keyboard? Another element may have taken it since. */
function isInField(event: Event): boolean {
  const [target] = event.composedPath();
  const field = fieldWithKeyboard();
  return field !== null && target instanceof Node && field.contains(target);
}

/** The button, in the closed inside of an element above everything. */
function createBadge(pressed: () => void) {
  let since = 0;
  const element = new ClosedElement("twp-field", rules, ({ host }) => {
    host.popover = "manual";
    element.fill(createButton((event) => event.isTrusted && performance.now() - since > pausing / 2 && pressed()));
  });
  return {
    isUnder: (event: Event): boolean => element.isUnder(event),
    hide: () => element.remove(),
    show(field: HTMLElement, label: string): void {
      const { host, inside } = element;
      const button = inside.querySelector("button");
      button?.setAttribute("aria-label", label);
      button?.setAttribute("title", label);
      const { left, right, top, height } = field.getBoundingClientRect();
      const isLine = height < size * 3;
      const end = getComputedStyle(field).direction === "rtl" ? left + gap : right - size - gap;
      element.stand({ "--twp-x": `${end}px`, "--twp-y": `${top + (isLine ? (height - size) / 2 : gap)}px` });
      document.documentElement.append(host);
      host.showPopover();
      since = performance.now();
    },
  };
}

function createButton(pressed: (event: MouseEvent) => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = "badge";
  // The field keeps the keyboard, and has a key for the same.
  button.tabIndex = -1;
  button.append(picture());
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    pressed(event);
  });
  return button;
}

/** A telephone receiver; drawn here, for a page may forbid pictures from elsewhere. */
const receiver =
  "M22 16.9v3a2 2 0 0 1-2.2 2 19.8 19.8 0 0 1-8.6-3.1 19.5 19.5 0 0 1-6-6A19.8 19.8 0 0 1 2.1 4.2 2 2 0 0 1 4.1 2h3a2 2 0 0 1 2 1.7c.1 1 .4 1.9.7 2.8a2 2 0 0 1-.5 2.1L8.1 9.9a16 16 0 0 0 6 6l1.3-1.3a2 2 0 0 1 2.1-.4c.9.3 1.8.6 2.8.7a2 2 0 0 1 1.7 2z";

function picture(): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", "12");
  svg.setAttribute("height", "12");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", receiver);
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}
