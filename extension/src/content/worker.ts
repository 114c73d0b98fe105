import { pageChanged, revealStrip, type PageMessage } from "./message.ts";

// `chrome` itself, not the polyfill: this runs in every page, its messages are promises in both browsers, and the polyfill would add 10 kB
// to what each page compiles.

/** Tells the worker that this page is open; answers with how to look for numbers, unparsed. */
export async function tellOpened(): Promise<unknown> {
  return chrome.runtime.sendMessage({ type: "page.opened" } satisfies PageMessage);
}

/** Asks the worker to run the finder in this frame; it is there when the promise is kept. */
export async function askForFinder(): Promise<void> {
  const wanted: PageMessage = { type: "finder.wanted" };
  await chrome.runtime.sendMessage(wanted).catch(() => undefined);
}

/** Asks the worker to call a number. A worker of an extension that was updated meanwhile cannot be reached; the next page load can. */
export function tellClicked(target: string): void {
  const message: PageMessage = {
    type: "number.clicked",
    target: target.slice(0, 256),
    url: location.href.slice(0, 2048),
    title: document.title.slice(0, 300),
  };
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

/** Tells the worker of pressed keys, and of the text that is selected; longer than this it is no number and no name. */
export function tellPressed(chord: string, selection: string): void {
  const message: PageMessage = { type: "key.pressed", chord, selection: selection.slice(0, 1024) };
  chrome.runtime.sendMessage(message).catch(() => undefined);
}

/** Asks who has that number, and what would leave; unparsed, and nothing where the worker cannot be reached. */
export async function askAbout(number: string): Promise<unknown> {
  const asked: PageMessage = { type: "number.asked", number: number.slice(0, 64) };
  return chrome.runtime.sendMessage(asked).catch(() => null);
}

/** The user says that this is no number on this site, or wants none marked there at all. */
export function tellOpinion(opinion: Extract<PageMessage, { type: "number.disowned" | "site.left" }>): void {
  chrome.runtime.sendMessage(opinion).catch(() => undefined);
}

/** Asks the worker to run the strip's script in this page; it is there when the promise is kept. */
export async function askForStrip(): Promise<void> {
  const wanted: PageMessage = { type: "strip.wanted" };
  await chrome.runtime.sendMessage(wanted).catch(() => undefined);
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

/** Calls back when the user's key wants the strip revealed; the answer says whether it now is. */
export function onReveal(reveal: () => boolean): void {
  chrome.runtime.onMessage.addListener((message: unknown, _sender, answer: (revealed: boolean) => void) => {
    if (isOf(revealStrip.type, message)) answer(reveal());
  });
}

const isOf = (type: string, message: unknown): boolean =>
  typeof message === "object" && message !== null && "type" in message && message.type === type;

/** Calls back when the worker says that something has changed. */
export function onChange(changed: () => void): void {
  chrome.runtime.onMessage.addListener((message: unknown) => {
    if (isOf(pageChanged.type, message)) changed();
  });
}
