import { parentPort, receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import {
  currentThread,
  dispatch,
  makeWindow,
  messages,
  nextMessage,
  registerHotKey,
  unregisterHotKey,
  type Message,
} from "./native.ts";
import { selectedText } from "./selection.ts";
import type { Told, Wanted } from "../distant/words.ts";
import type { Keys } from "./keys.ts";
import type { Began } from "./open-thread.ts";

/*
 * Windows tells of a key in the queue of the thread that has asked for it, and a thread hears of its queue by waiting for it: this one does
 * nothing else, and costs nothing while nobody presses anything. Whoever wants something of it sends it here and wakes it by a message.
 */
const port = parentPort as MessagePort;
const say = (told: Told | Began): void => port.postMessage(told);

/** `HWND_MESSAGE`: of windows that are never shown. */
const window = makeWindow(0, "STATIC", null, 0, 0, 0, 0, 0, -3, 0, 0, 0);
let held: Readonly<{ turn: number; ids: readonly number[] }> = { turn: 0, ids: [] };

function obey(wanted: Wanted<Keys>): void {
  if (wanted.type === "selection") return tellSelected(wanted.turn);
  for (const id of held.ids) unregisterHotKey(0, id);
  const ids = [...wanted.keys.keys()];
  const taken = ids.filter((id) => {
    const { modifiers, virtualKey } = wanted.keys[id] ?? { modifiers: 0, virtualKey: 0 };
    return !registerHotKey(0, id, modifiers, virtualKey);
  });
  held = { turn: wanted.turn, ids: ids.filter((id) => !taken.includes(id)) };
  say({ type: "held", turn: wanted.turn, taken, missing: [] });
}

function tellSelected(turn: number): void {
  const text = selectedText(window);
  say(text === null ? { type: "unread", turn, why: "selection-unreadable" } : { type: "selected", turn, text });
}

say({ type: "began", thread: currentThread() });
const message: Partial<Message> = {};
while (nextMessage(message, 0, 0, 0) > 0) {
  if (message.message === messages.hotKey) say({ type: "pressed", turn: held.turn, key: Number(message.wParam) });
  else if (message.message === messages.app)
    for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port))
      obey(next.message as Wanted<Keys>);
  else dispatch(message);
}
for (const id of held.ids) unregisterHotKey(0, id);
