import * as v from "valibot";
import { closedElement } from "./closed-element.ts";
import { KnownNumber, type CardWords } from "./message.ts";
import type { PageNumber } from "./numbers.ts";
import { askAbout, tellClicked, tellOpinion } from "./worker.ts";

/** Who leaves number and card for so long has read it, in milliseconds. */
const leaving = 400;
/** What is pressed sooner was meant for what stood there before, in milliseconds. */
const settling = 250;
/** In CSS pixels; the same as in content.css. */
const width = 304;

/**
 * What is known of a number that the pointer rests on: whose it is, what will really be dialled and why it was taken for one; and what can be
 * done with it. Its inside is closed to the page, and it stands above everything the page shows.
 */
export class Card {
  words: CardWords | null = null;
  readonly #host: HTMLElement;
  readonly #inside: ShadowRoot;
  #number: PageNumber | null = null;
  #openedAt = 0;
  #leaving = 0;
  readonly #close = (): void => this.close();
  readonly #leave = (event: PointerEvent): void => {
    if (!this.isUnder(event)) this.close();
  };
  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.close();
  };

  constructor() {
    ({ host: this.#host, inside: this.#inside } = closedElement("twp-card"));
    this.#host.popover = "manual";
  }

  /** Listens for what closes it; again is as good as once. */
  listen(): void {
    for (const type of ["scroll", "blur"]) addEventListener(type, this.#close, { capture: true });
    addEventListener("pointerdown", this.#leave, { capture: true });
    addEventListener("keydown", this.#escape, { capture: true });
  }

  /** Is that event one of our own inside? */
  isUnder(event: Event): boolean {
    return event.composedPath()[0] === this.#host;
  }

  /** Is it open for that number? */
  shows(number: PageNumber | null): boolean {
    return number !== null && number === this.#number;
  }

  /** The pointer has moved outside of the card: it closes unless that is its number. */
  follow(find: () => PageNumber | null): void {
    if (this.#number === null) return;
    const stays = this.shows(find());
    if (stays) this.#stay();
    else if (this.#leaving === 0) this.#leaving = window.setTimeout(() => this.close(), leaving);
  }

  open(number: PageNumber, place: DOMRect): void {
    const { words } = this;
    if (words === null) return;
    this.close();
    this.#number = number;
    this.#openedAt = performance.now();
    this.#inside.replaceChildren(this.#drawn(number, words));
    this.#host.style.setProperty("--twp-x", `${Math.max(4, Math.min(place.left, innerWidth - width - 4))}px`);
    this.#host.style.setProperty("--twp-y", `${place.bottom + 4}px`);
    document.documentElement.append(this.#host);
    this.#host.showPopover();
    this.#host.addEventListener("pointerenter", () => this.#stay());
    void this.#tellWhose(number);
  }

  close(): void {
    this.#stay();
    if (this.#number === null) return;
    this.#number = null;
    this.#inside.replaceChildren();
    this.#host.remove();
  }

  #stay(): void {
    clearTimeout(this.#leaving);
    this.#leaving = 0;
  }

  /** Name and number come when the companion has said them; until then the number stands as it was read. */
  async #tellWhose(number: PageNumber): Promise<void> {
    const known = v.safeParse(KnownNumber, await askAbout(number.number));
    if (!known.success || !this.shows(number) || this.words === null) return;
    const { name, shown, dials } = known.output;
    this.#write("name", name);
    this.#write("number", shown);
    this.#write("dials", dials === number.number ? "" : this.words.dials.replace("{number}", dials));
  }

  #write(part: string, text: string): void {
    const line = this.#inside.querySelector(`[part~="${part}"]`);
    if (!(line instanceof HTMLElement)) return;
    line.textContent = text;
    line.hidden = text === "";
  }

  #drawn(number: PageNumber, words: CardWords): HTMLElement {
    const { number: target, extension, why } = number;
    const card = element("div", "card", "");
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", target);
    card.append(
      element("div", "name", ""),
      element("div", "number", target),
      element("div", "dials", ""),
      element("div", "extension", extension === undefined ? "" : words.extension.replace("{extension}", extension)),
      element("div", "why", words.why[why] ?? ""),
      this.#acts("main", [
        [words.call, () => tellClicked(target), "call"],
        [words.copy, (button) => this.#copy(target, button, words.copied), "copy"],
      ]),
      this.#acts("minor", [
        [words.disown, () => tellOpinion({ type: "number.disowned", number: target.slice(0, 64) }), "disown"],
        [words.leaveSite, () => tellOpinion({ type: "site.left" }), "leave"],
      ]),
    );
    return card;
  }

  #acts(kind: string, acts: readonly (readonly [string, (button: HTMLElement) => unknown, string])[]): HTMLElement {
    const row = element("div", `acts ${kind}`, "");
    for (const [label, act, name] of acts) {
      const button = element("button", `act ${name}`, label);
      button.addEventListener("click", (event) => this.#press(event, () => act(button)));
      row.append(button);
    }
    return row;
  }

  /** Only the user presses our buttons, and only ones that were there to be read. */
  #press(event: MouseEvent, act: () => unknown): void {
    event.stopPropagation();
    if (!event.isTrusted || performance.now() - this.#openedAt < settling) return;
    if (act() !== "stay") this.close();
  }

  /** By the browser's own way of copying, which also works on pages without encryption. */
  #copy(text: string, button: HTMLElement, copied: string): "stay" {
    const give = (event: ClipboardEvent): void => {
      event.stopImmediatePropagation();
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
    };
    addEventListener("copy", give, { capture: true, once: true });
    if (document.execCommand("copy")) button.textContent = copied;
    removeEventListener("copy", give, { capture: true });
    return "stay";
  }
}

/** `part` is its name for content.css; what is empty takes no room there. */
function element(tag: "div" | "button", part: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.setAttribute("part", part);
  made.textContent = text;
  made.hidden = text === "" && tag === "div" && part !== "card" && !part.startsWith("acts");
  return made;
}
