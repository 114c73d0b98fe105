import * as v from "valibot";
import { Card } from "./card.ts";
import { followClicks } from "./clicks.ts";
import { followFields } from "./field-badge.ts";
import { followKeys } from "./keys.ts";
import { Hint } from "./hint.ts";
import { followMenu } from "./menu-link.ts";
import { PageSettings } from "./message.ts";
import { followNames } from "./names-here.ts";
import { Numbers } from "./numbers.ts";
import { pageForbidsNumbers } from "./page-wish.ts";
import { followSelection, selectedRange } from "./selection.ts";
import { ShownNumbers } from "./shown-numbers.ts";
import { followStrip } from "./strip-here.ts";
import { walkNumbers } from "./walk.ts";
import { wordsBefore } from "./words-before.ts";
import { onCardWanted, onChange, onLineWanted, tell, tellClicked, tellOpened } from "./worker.ts";

const mark = "twpNumbers";

/** One copy a page: the script may be injected again when the user gives access a second time. */
async function start(): Promise<void> {
  if (mark in globalThis || !("highlights" in CSS) || !(document.body instanceof HTMLElement)) return;
  Object.defineProperty(globalThis, mark, { value: true });
  const numbers = new Numbers();
  const shown = new ShownNumbers(numbers);
  const readNames = followNames(numbers);
  numbers.onRead = () => {
    shown.look();
    readNames();
  };
  const selected = followSelection(numbers);
  const card = new Card(cardActs(shown));
  const walk = walkNumbers(numbers, selected, card);
  card.step = walk.step;
  const hint = new Hint((number, place) => card.open(number, place));
  const listen = followClicks(numbers, selected, hint, card, (number) =>
    tellClicked(number.number, shown.line(number)),
  );
  const keys = followKeys();
  const showStrip = followStrip();
  const fields = followFields(numbers, card);
  const menu = followMenu();
  const listenToAll = (): void => {
    listen();
    keys.listen();
    selected.listen();
    fields.listen();
    menu.listen();
    shown.listen();
  };
  listenToAll();
  const apply = (message: unknown): void => {
    const parsed = v.safeParse(PageSettings, message);
    if (!parsed.success) return;
    const { highlight, country, internalLengths, notNumbers, numbers: learned, words } = parsed.output;
    hint.wording = { plain: parsed.output.hint, withExtension: parsed.output.hintWithExtension };
    card.words = words;
    card.theme = parsed.output.theme;
    fields.label = words.badge;
    keys.hear(parsed.output.keys);
    showStrip(parsed.output.strip);
    numbers.show(highlight && !pageForbidsNumbers() ? { country, internalLengths, notNumbers, learned } : null);
    shown.remember(parsed.output.remember);
    readNames(parsed.output.names);
  };
  const look = async (): Promise<void> => apply(await tellOpened());
  onChange(() => void look());
  onLineWanted((of) => {
    const range = selectedRange();
    const number = of === "link" ? menu.number() : range && { range, why: "selected" as const };
    return number === null ? undefined : shown.line(number);
  });
  onCardWanted(() => hasKeyboard() && (fields.open(() => void walk.open()) || walk.open()));
  whenWrittenAnew(() => {
    listenToAll();
    numbers.show(null);
    void look();
  });
  await look();
}

/** What the user can do with the number of the card. */
function cardActs(shown: ShownNumbers): ConstructorParameters<typeof Card>[0] {
  return {
    call: (number, device) => tellClicked(number.number, shown.line(number), device),
    message: ({ number }) => tell({ type: "message.wanted", number: number.slice(0, 64) }),
    addContact: (number) =>
      tell({ type: "contact.wanted", number: number.number.slice(0, 64), before: wordsBefore(number) }),
    own: ({ text }) => tell({ type: "number.owned", text: text.slice(0, 64) }),
    disown: ({ number }) => tell({ type: "number.disowned", number: number.slice(0, 64) }),
    leaveSite: () => tell({ type: "site.left" }),
    leaveMemory: () => tell({ type: "memory.left" }),
  };
}

/** Is it this frame that the user is in, and not one within it? */
function hasKeyboard(): boolean {
  return document.hasFocus() && !(document.activeElement instanceof HTMLIFrameElement);
}

/** How long a document that is written anew takes to have a body, in milliseconds. */
const writing = 300;

/** `document.open()` throws out everybody's listeners and the whole page, but not who observes the document. */
function whenWrittenAnew(act: () => void): void {
  let [root, body] = [document.documentElement, document.body];
  const look = (): void => {
    if (document.documentElement === root && document.body === body) return;
    if (!(document.body instanceof HTMLElement)) return;
    [root, body] = [document.documentElement, document.body];
    act();
  };
  new MutationObserver(() => setTimeout(look, writing)).observe(document, { childList: true });
}

// Not in the task in which the browser reads this script.
setTimeout(() => void start());
