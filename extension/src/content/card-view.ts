import type { CardWords, KnownNumber } from "./message.ts";
import type { PageNumber } from "./marks.ts";

/** What the card's buttons do. */
export type CardActs = Readonly<{
  /** Runs what a button does, where the user has pressed it; `stay` leaves the card open. */
  press: (event: MouseEvent, act: () => unknown) => void;
  step: (by: 1 | -1) => void;
  call: (number: PageNumber, device?: string) => void;
  message: (number: PageNumber) => void;
  addContact: (number: PageNumber) => void;
  own: (number: PageNumber) => void;
  disown: (number: PageNumber) => void;
  leaveSite: () => void;
  leaveMemory: () => void;
}>;

type Act = readonly [label: string, act: (button: HTMLElement) => unknown, name: string];

/** The card as long as nothing but the page's words are known. */
export function drawCard(number: PageNumber, words: CardWords, acts: CardActs): HTMLElement {
  const { number: target, extension, why } = number;
  const card = element("div", "card", "");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", words.label.replace("{number}", target));
  card.lang = words.language;
  // The page's own direction would come through: no style of ours can refuse it.
  card.dir = "ltr";
  const isMarked = why !== "selected" && why !== "field";
  const minor: Act[] = [
    ...(why === "selected" ? ([[words.own, () => acts.own(number), "small own"]] as const) : []),
    ...(isMarked ? ([[words.disown, () => acts.disown(number), "small disown"]] as const) : []),
    ...(isMarked ? ([[words.leaveSite, () => acts.leaveSite(), "small leave"]] as const) : []),
    ...(isMarked && words.leaveMemory
      ? ([[words.leaveMemory, () => acts.leaveMemory(), "small forget"]] as const)
      : []),
  ];
  card.append(
    element("div", "name", ""),
    plainly(element("div", "number", target)),
    element("div", "there", ""),
    element("div", "warns", ""),
    element("div", "extension", extension === undefined ? "" : words.extension.replace("{extension}", extension)),
    element("div", "why", words.why[why] ?? ""),
    row(acts, "main", [
      [words.call, () => acts.call(number), "call"],
      [words.copy, (button) => copy(target, button, words.copied), "copy"],
    ]),
    ...(minor.length === 0 ? [] : [row(acts, "minor", minor)]),
    walkRow(acts, words),
  );
  return card;
}

/** Writes into an open card what is known of its number. */
export function showKnown(
  inside: ParentNode,
  number: PageNumber,
  known: KnownNumber,
  words: CardWords,
  acts: CardActs,
): void {
  const { name, shown, there, warnings, steps, devices, isContact, canBeCalled, canBeWrittenTo } = known;
  write(inside, "name", name);
  write(inside, "number", shown);
  write(inside, "there", there?.text ?? "");
  if (there?.isLate === true) partOf(inside, "there")?.classList.add("late");
  write(inside, "warns", warnings.join(" "));
  if (steps.length > 0) {
    const list = element("ol", "steps", "");
    list.append(...steps.map(stepLine));
    partOf(inside, "extension")?.before(list);
  }
  const main = partOf(inside, "main");
  if (main === null) return;
  if (!canBeCalled) return main.remove();
  const more: Act[] = [
    ...(canBeWrittenTo ? ([[words.message, () => acts.message(number), "message"]] as const) : []),
    ...(isContact ? [] : ([[words.addContact, () => acts.addContact(number), "add"]] as const)),
  ];
  // Before the copy, and never before the call: the first button stays where it is, and keeps the keyboard.
  main.lastElementChild?.before(...more.map((act) => button(acts, act)));
  if (devices.length === 0) return;
  const choices = devices.map(({ id, name: device }): Act => [device, () => acts.call(number, id), "device"]);
  const chosen = row(acts, "devices", choices);
  chosen.setAttribute("role", "group");
  chosen.setAttribute("aria-label", words.callWith);
  chosen.prepend(element("div", "with", words.callWith));
  main.after(chosen);
}

/** Last for the keyboard, whatever its place in the picture. */
function walkRow(acts: CardActs, { previous, next }: CardWords): HTMLElement {
  const made = row(acts, "walk", [
    ["‹", () => stepping(acts, -1), "small previous"],
    ["›", () => stepping(acts, 1), "small next"],
  ]);
  for (const [at, name] of [previous, next].entries()) {
    made.children[at]?.setAttribute("aria-label", name);
    made.children[at]?.setAttribute("title", name);
  }
  return made;
}

function stepping({ step }: CardActs, by: 1 | -1): "stay" {
  step(by);
  return "stay";
}

function stepLine({ value, meaning }: KnownNumber["steps"][number]): HTMLElement {
  const line = element("li", "step", "");
  line.append(plainly(element("span", "value", value)), element("span", "meaning", meaning));
  return line;
}

function row(acts: CardActs, kind: string, all: readonly Act[]): HTMLElement {
  const made = element("div", `acts ${kind}`, "");
  made.append(...all.map((act) => button(acts, act)));
  return made;
}

function button({ press }: CardActs, [label, act, name]: Act): HTMLElement {
  const made = element("button", `act ${name}`, label);
  made.addEventListener("click", (event) => press(event, () => act(made)));
  return made;
}

/** By the browser's own way of copying, which also works on pages without encryption. */
function copy(text: string, pressed: HTMLElement, copied: string): "stay" {
  const give = (event: ClipboardEvent): void => {
    event.stopImmediatePropagation();
    event.preventDefault();
    event.clipboardData?.setData("text/plain", text);
  };
  addEventListener("copy", give, { capture: true, once: true });
  if (document.execCommand("copy")) pressed.textContent = copied;
  removeEventListener("copy", give, { capture: true });
  return "stay";
}

function write(inside: ParentNode, part: string, text: string): void {
  const line = partOf(inside, part);
  if (line === null) return;
  line.textContent = text;
  line.hidden = text === "";
}

function partOf(inside: ParentNode, part: string): HTMLElement | null {
  return inside.querySelector<HTMLElement>(`.${part}`);
}

/** Digits are read from the left in every language, and no mark among them may turn them. */
function plainly(line: HTMLElement): HTMLElement {
  line.dir = "ltr";
  return line;
}

/** `part` is its class in card.css; what is empty takes no room there. */
function element(tag: "div" | "button" | "ol" | "li" | "span", part: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = part;
  made.textContent = text;
  made.hidden = text === "" && tag === "div" && part !== "card" && !part.startsWith("acts");
  return made;
}
