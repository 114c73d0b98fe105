import { ClosedElement } from "./closed-element.ts";
import rules from "./hint.css?inline";
import type { PageNumber } from "./marks.ts";

/** Who rests so long on a number wants to know more of it, in milliseconds. */
const rest = 700;

/** What a click would do, said under the number the pointer rests on; and the pointer of something to click. */
export class Hint {
  /** With `{number}` in the number's place, and `{extension}` where it has one. */
  wording: Readonly<{ plain: string; withExtension: string }> = { plain: "{number}", withExtension: "{number}" };
  readonly #element = new ClosedElement("twp-hint", rules, () => {
    const label = document.createElement("div");
    label.setAttribute("role", "tooltip");
    this.#element.fill(label);
  });
  #shown: PageNumber | null = null;
  #frame = 0;
  #find: () => PageNumber | null = () => null;
  #resting = 0;
  readonly #rested: (number: PageNumber, place: DOMRect) => void;

  /** `rested` hears that the pointer stays on a number, and where that stands. */
  constructor(rested: (number: PageNumber, place: DOMRect) => void) {
    this.#rested = rested;
  }

  /** Looks once a frame what is under the pointer, where it was last. */
  follow(event: PointerEvent, find: () => PageNumber | null): void {
    if (!event.isTrusted || event.buttons !== 0) return;
    this.#find = find;
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const number = this.#find();
      if (number === this.#shown) return;
      if (number === null) this.hide();
      else this.#show(number);
    });
  }

  hide(): void {
    if (this.#shown === null) return;
    this.#shown = null;
    clearTimeout(this.#resting);
    this.#element.remove();
  }

  /** What will be dialled, not what stands there: a page shows one thing and may mean another. */
  #words({ number, extension }: PageNumber): string {
    if (extension === undefined) return this.wording.plain.replace("{number}", number);
    return this.wording.withExtension.replace("{number}", number).replace("{extension}", extension);
  }

  #show(number: PageNumber): void {
    this.#shown = number;
    const line = number.range.getClientRects()[0];
    // A click on what is only selected calls nobody.
    if (number.why === "selected") this.#element.remove();
    else this.#stand(number, line);
    clearTimeout(this.#resting);
    if (line !== undefined) this.#resting = window.setTimeout(() => this.#rest(number, line), rest);
  }

  #stand(number: PageNumber, line: DOMRect | undefined): void {
    this.#element.inside.querySelector("div")?.replaceChildren(this.#words(number));
    this.#element.stand({ "--twp-x": `${line?.left ?? 0}px`, "--twp-y": `${line?.bottom ?? 0}px` });
    document.documentElement.append(this.#element.host);
  }

  #rest(number: PageNumber, place: DOMRect): void {
    if (this.#shown !== number) return;
    this.hide();
    this.#rested(number, place);
  }
}
