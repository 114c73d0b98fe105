import * as v from "valibot";
import rules from "./card.css?inline";
import { drawCard, showKnown, type CardActs } from "./card-view.ts";
import { isCovered } from "./covered.ts";
import { ClosedElement } from "./closed-element.ts";
import { KnownNumber, type CardWords, type PageSettings } from "./message.ts";
import type { PageNumber } from "./marks.ts";
import { askAbout } from "./worker.ts";

/** Who leaves number and card for so long has read it, in milliseconds. */
const leaving = 400;
/** What is pressed sooner was meant for what stood there before, in milliseconds. */
const settling = 250;
/** In CSS pixels; the same as in card.css. */
const width = 320;
const margin = 4;

/** Its rule is in content.css. */
const current = "twp-current";

/** How a card came: by the pointer that rests on a number, or by keys, which it then takes until it is closed. */
export type Opening = "pointer" | "keys";

/**
 * What is known of a number: whose it is, what will really be dialled and why, and what can be done with it. Its inside is closed to the page,
 * and it stands above everything the page shows.
 */
export class Card {
  words: CardWords | null = null;
  theme: PageSettings["theme"] = "auto";
  /** Goes on to the next number of the page, or back to the one before. */
  step: (by: 1 | -1) => void = () => undefined;
  readonly #element = new ClosedElement("twp-card", rules, ({ host, inside }) => {
    host.popover = "manual";
    host.addEventListener("pointerenter", () => this.#stay());
    inside.addEventListener("keydown", (event) => event instanceof KeyboardEvent && this.#walk(event));
  });
  readonly #acts: CardActs;
  #number: PageNumber | null = null;
  #place = new DOMRect();
  #corner = { x: 0, y: 0 };
  #settledAt = 0;
  #leaving = 0;
  /** Where the keyboard was before the card took it. */
  #before: HTMLElement | null = null;
  #opening: Opening = "pointer";
  /** The button from which the user goes on to another number: Enter there must not come to mean something else. */
  #goesOnFrom: string | null = null;
  readonly #close = (event: Event): void => {
    // Whatever the page loses the focus to: only the window's own loss means that the user is gone.
    if (event.type !== "blur" || event.target === window) this.close();
  };
  readonly #leave = (event: PointerEvent): void => {
    if (!this.isUnder(event)) this.close();
  };
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.#number === null) return;
    if (this.#opening === "keys") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    this.close();
  };

  constructor(acts: Omit<CardActs, "press" | "step">) {
    this.#acts = { ...acts, press: (event, act) => this.#press(event, act), step: (by) => this.#step(by) };
  }

  /** Listens for what closes it; again is as good as once. */
  listen(): void {
    for (const type of ["scroll", "blur"]) addEventListener(type, this.#close, { capture: true });
    addEventListener("pointerdown", this.#leave, { capture: true });
    addEventListener("keydown", this.#escape, { capture: true });
  }

  /** Is that event one of our own inside? */
  isUnder(event: Event): boolean {
    return this.#element.isUnder(event);
  }

  /** Is it open for that number? */
  shows(number: PageNumber | null): boolean {
    return number !== null && number === this.#number;
  }

  /** The number it is open for. */
  current(): PageNumber | null {
    return this.#number;
  }

  /** The number it is open for by keys. */
  byKeys(): PageNumber | null {
    return this.#opening === "keys" ? this.#number : null;
  }

  /** The pointer has moved outside of the card: it closes unless that is its number, or it has the keyboard. */
  follow(find: () => PageNumber | null): void {
    if (this.#number === null || this.#opening === "keys") return;
    const stays = this.shows(find());
    if (stays) this.#stay();
    else if (this.#leaving === 0) this.#leaving = window.setTimeout(() => this.close(), leaving);
  }

  open(number: PageNumber, place: DOMRect, opening: Opening = "pointer"): void {
    const { words } = this;
    if (words === null || (opening === "pointer" && this.byKeys() !== null)) return;
    const before = this.#number === null || this.#opening === "pointer" ? focused() : this.#before;
    this.#before = null;
    this.close();
    [this.#number, this.#place, this.#opening, this.#before] = [number, place, opening, before];
    this.#settledAt = performance.now() + settling;
    this.#element.fill(drawCard(number, words, this.#acts));
    const { host } = this.#element;
    document.documentElement.append(host);
    host.showPopover();
    this.#stand();
    if (opening === "keys") this.#take(number);
    void this.#tell(number);
  }

  close(): void {
    this.#stay();
    if (this.#number === null) return;
    this.#number = null;
    const hadKeyboard = this.#opening === "keys" && focused() === this.#element.host;
    CSS.highlights.delete(current);
    this.#element.fill();
    this.#element.remove();
    if (hadKeyboard) this.#before?.focus({ preventScroll: true });
    this.#before = null;
  }

  #step(by: 1 | -1): void {
    this.#goesOnFrom = this.#element.inside.activeElement?.className ?? null;
    this.step(by);
  }

  #stay(): void {
    clearTimeout(this.#leaving);
    this.#leaving = 0;
  }

  /** Shows which number is meant, and gives the keyboard to what it is most likely opened for. */
  #take({ range }: PageNumber): void {
    CSS.highlights.set(current, new Highlight(range));
    const buttons = this.#buttons();
    const same = buttons.find((button) => button.className === this.#goesOnFrom);
    (same ?? buttons[0])?.focus({ preventScroll: true });
    this.#goesOnFrom = null;
  }

  /** Below its number where there is room, else above it. */
  #stand(): void {
    const { left, top, bottom } = this.#place;
    const { offsetHeight } = this.#element.host;
    const below = bottom + margin;
    const fits = below + offsetHeight + margin <= innerHeight || top < offsetHeight + margin;
    const y = fits ? Math.min(below, innerHeight - offsetHeight - margin) : top - offsetHeight - margin;
    this.#corner = { x: Math.max(margin, Math.min(left, innerWidth - width - margin)), y: Math.max(margin, y) };
    this.#element.stand({
      "--twp-scheme": this.theme === "auto" ? "light dark" : this.theme,
      "--twp-x": `${this.#corner.x}px`,
      "--twp-y": `${this.#corner.y}px`,
    });
  }

  /** A page may enlarge or shrink itself with all that is in it. */
  #isInPlace(): boolean {
    const box = this.#element.host.getBoundingClientRect();
    const far = [box.x - this.#corner.x, box.y - this.#corner.y, box.width - width];
    return far.every((pixels) => Math.abs(pixels) < 2);
  }

  /** What is known comes when the companion has said it; until then the number stands as it was read. */
  async #tell(number: PageNumber): Promise<void> {
    const known = v.safeParse(KnownNumber, await askAbout(number));
    if (!known.success || !this.shows(number) || this.words === null) return;
    showKnown(this.#element.inside, number, known.output, this.words, this.#acts);
    this.#stand();
    // Buttons may stand elsewhere now than where somebody is about to press.
    this.#settledAt = performance.now() + settling;
  }

  #buttons(): HTMLElement[] {
    return [...this.#element.inside.querySelectorAll("button")];
  }

  /** Tab stays within; the arrows go from number to number. */
  #walk(event: KeyboardEvent): void {
    // The page's own keys are not meant; it hears of none that it has not caught before.
    event.stopPropagation();
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!event.isTrusted || (event.key !== "Tab" && by === undefined)) return;
    event.preventDefault();
    if (by === 1 || by === -1) return this.#step(by);
    const buttons = this.#buttons();
    const at = buttons.findIndex((button) => button === this.#element.inside.activeElement);
    buttons.at((at + (event.shiftKey ? -1 : 1)) % buttons.length)?.focus();
  }

  /** Only the user presses our buttons, and only ones that were there to be read. */
  #press(event: MouseEvent, act: () => unknown): void {
    event.stopPropagation();
    if (!event.isTrusted || performance.now() < this.#settledAt) return;
    // A key has no place.
    if (event.detail > 0 && (!this.#isInPlace() || isCovered(event, this.#element.host))) return;
    if (act() !== "stay") this.close();
  }
}

function focused(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}
