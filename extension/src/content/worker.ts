import * as v from "valibot";
import type { Line } from "./line.ts";
import { cardWanted, FoundInTexts, LineWanted, pageChanged, revealStrip, type PageMessage } from "./message.ts";

// `chrome` itself, not the polyfill: this runs in every page, its messages are promises in both browsers, and the polyfill would add 10 kB
// to what each page compiles.

/** A worker that is being stopped may take a question with it; whoever asks again starts it. */
const mostTries = 3;
/** An answer that has not come by then will not, and a refusal is waited out for so long; in milliseconds. */
const [patience, pause] = [5000, 300];

/** Tells the worker that this page is open; answers with how to look for numbers, unparsed, and null where it cannot be reached. */
export async function tellOpened(): Promise<unknown> {
  const opened: PageMessage = { type: "page.opened" };
  for (let tries = 0; tries < mostTries; tries += 1) {
    const answer = await answerTo(chrome.runtime.sendMessage(opened));
    if (answer !== undefined) return answer;
  }
  return null;
}

/** Undefined where none comes: the worker itself answers null where it has nothing to say. */
function answerTo(asked: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, patience);
    asked.then(resolve, () => setTimeout(resolve, pause)).finally(() => clearTimeout(late));
  });
}

/** How numbers are read: in the user's country, and by the lengths of numbers in the user's house. */
export type Plan = Readonly<{ country: string; internalLengths: readonly number[] }>;

/** Asks for the numbers of each of these texts; none where the worker cannot be reached. */
export async function askForNumbers(plan: Plan, texts: readonly string[]): Promise<FoundInTexts> {
  const { country, internalLengths } = plan;
  const sought: PageMessage = {
    type: "numbers.sought",
    country,
    internalLengths: [...internalLengths],
    texts: [...texts],
  };
  const ask = (): Promise<unknown> => chrome.runtime.sendMessage(sought);
  // A worker that was stopped in the middle of it is started again by the next question.
  const parsed = v.safeParse(
    FoundInTexts,
    await ask()
      .catch(ask)
      .catch(() => null),
  );
  return parsed.success ? parsed.output : [];
}

/** Asks the worker to call a number, with that device of the user's; the line it stands in where that is kept. A worker of an extension that was updated meanwhile cannot be reached; the next page load can. */
export function tellClicked(target: string, line: Line | undefined, device?: string): void {
  tell({
    type: "number.clicked",
    target: target.slice(0, 256),
    ...(device !== undefined && { device }),
    ...(line !== undefined && { line }),
    url: location.href.slice(0, 2048),
    title: document.title.slice(0, 300),
  });
}

/** Tells the worker of pressed keys, and of the text that is selected; longer than this it is no number and no name. */
export function tellPressed(chord: string, selection: string): void {
  tell({ type: "key.pressed", chord, selection: selection.slice(0, 1024) });
}

/** Asks who has that number, and what would leave; unparsed, and nothing where the worker cannot be reached. */
export async function askAbout({ number, text }: Readonly<{ number: string; text: string }>): Promise<unknown> {
  const asked: PageMessage = { type: "number.asked", number: number.slice(0, 64), text: text.slice(0, 64) };
  return chrome.runtime.sendMessage(asked).catch(() => null);
}

/** Tells the worker what the user wants or says. */
export function tell(message: PageMessage): void {
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

/** Asks the worker to run another of our scripts in this page; it is there when the promise is kept. */
export async function askForScript(type: "strip.wanted" | "names.wanted"): Promise<void> {
  await chrome.runtime.sendMessage({ type } satisfies PageMessage).catch(() => undefined);
}

/** Asks for a ticket that admits one frame of this page; null where the worker gives none. */
export async function askForTicket(): Promise<string | null> {
  const asked: PageMessage = { type: "strip.ticket" };
  const answer: unknown = await chrome.runtime.sendMessage(asked).catch(() => null);
  return typeof answer === "string" ? answer : null;
}

/** Tells the worker whether there is a strip for its key to reveal, and whether it is revealed. */
export function tellStanding(state: "line" | "panel" | "gone"): void {
  const message: PageMessage = { type: "strip.standing", state };
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

/** Calls back when the user's key wants the strip revealed; true where it now is. */
export function onReveal(reveal: () => boolean): void {
  hear((type) => type === revealStrip.type && reveal());
}

/** Calls back when the worker says that something has changed. */
export function onChange(changed: () => void): void {
  hear((type) => void (type === pageChanged.type && changed()));
}

/** Calls back when the user has pressed the key for a card; true where this page opens one. */
export function onCardWanted(wanted: () => boolean): void {
  hear((type) => type === cardWanted.type && wanted());
}

/** Answers with the line of what the browser's menu is about, where there is one. */
export function onLineWanted(line: (of: LineWanted["of"]) => Line | undefined): void {
  chrome.runtime.onMessage.addListener((message: unknown, _sender, respond) => {
    const wanted = v.safeParse(LineWanted, message);
    if (wanted.success) respond(line(wanted.output.of) ?? null);
  });
}

/** Only a yes is an answer: of a page's frames one has the keyboard. */
function hear(heard: (type: unknown) => boolean | undefined): void {
  chrome.runtime.onMessage.addListener((message: unknown, _sender, respond) => {
    if (heard(typeOf(message)) === true) respond(true);
  });
}

const typeOf = (message: unknown): unknown =>
  typeof message === "object" && message !== null && "type" in message ? message.type : undefined;
