import * as v from "valibot";
import { Card } from "./card.ts";
import { followClicks } from "./clicks.ts";
import { followKeys } from "./keys.ts";
import { Hint } from "./hint.ts";
import { PageSettings } from "./message.ts";
import { Numbers } from "./numbers.ts";
import { pageForbidsNumbers } from "./page-wish.ts";
import { followStrip } from "./strip-here.ts";
import { onChange, tellOpened } from "./worker.ts";

const mark = "twpNumbers";

/** One copy a page: the script may be injected again when the user gives access a second time. */
async function start(): Promise<void> {
  if (mark in globalThis || !("highlights" in CSS) || !(document.body instanceof HTMLElement)) return;
  Object.defineProperty(globalThis, mark, { value: true });
  const numbers = new Numbers();
  const card = new Card();
  const hint = new Hint((number, place) => card.open(number, place));
  const listen = followClicks(numbers, hint, card);
  const keys = followKeys();
  const showStrip = followStrip();
  listen();
  keys.listen();
  const apply = (message: unknown): void => {
    const parsed = v.safeParse(PageSettings, message);
    if (!parsed.success) return;
    const { highlight, country, internalLengths, notNumbers, words } = parsed.output;
    hint.wording = { plain: parsed.output.hint, withExtension: parsed.output.hintWithExtension };
    card.words = words;
    keys.hear(parsed.output.keys);
    showStrip(parsed.output.strip);
    numbers.show(highlight && !pageForbidsNumbers() ? { country, internalLengths, notNumbers } : null);
  };
  const look = async (): Promise<void> => apply(await tellOpened());
  onChange(() => void look());
  whenWrittenAnew(() => {
    listen();
    keys.listen();
    numbers.show(null);
    void look();
  });
  await look();
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

void start();
