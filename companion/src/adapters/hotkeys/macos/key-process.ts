import { readSync, writeSync } from "node:fs";
import type { Told, Wanted } from "../distant/words.ts";
import { virtualKeyOf, type Keys } from "./keys.ts";
import { createLines } from "./lines.ts";
import {
  isTrusted,
  onHotKey,
  onReadable,
  registerHotKey,
  runEvents,
  selectedText,
  unregisterHotKey,
  writtenByKeys,
} from "./native.ts";

/*
 * macOS tells of keys on the first thread of a process, while that waits for events: this one does nothing else, and costs nothing while nobody
 * presses anything. What is wanted comes as lines of its input, which is one of the things it waits for, and what is told goes to its output.
 */
const [input, output] = [0, 1];
const say = (told: Told): void => void writeSync(output, `${JSON.stringify(told)}\n`);

type Held = Readonly<{ id: number; key: NonNullable<ReturnType<typeof registerHotKey>> }>;
let [turn, held]: [number, readonly Held[]] = [0, []];

function hold(wanted: Extract<Wanted<Keys>, { type: "hold" }>): void {
  for (const { key } of held) unregisterHotKey(key);
  const layout = writtenByKeys();
  const places = wanted.keys.map(({ name }) => virtualKeyOf(name, layout));
  const keys = wanted.keys.map(({ modifiers }, id) => {
    const place = places[id];
    return place === undefined ? null : registerHotKey(id, place, modifiers);
  });
  ({ turn } = wanted);
  held = keys.flatMap((key, id) => (key === null ? [] : [{ id, key }]));
  const without = [...keys.keys()].filter((id) => keys[id] === null);
  const missing = without.filter((id) => places[id] === undefined);
  say({ type: "held", turn, taken: without.filter((id) => !missing.includes(id)), missing });
}

/** Who may read what others show is the user's to say (System Settings, Privacy & Security, Accessibility). */
function tellSelected(asked: number): void {
  if (!isTrusted()) return say({ type: "unread", turn: asked, why: "selection-forbidden" });
  const text = selectedText();
  say(
    text === null
      ? { type: "unread", turn: asked, why: "selection-unreadable" }
      : { type: "selected", turn: asked, text },
  );
}

const take = createLines((line) => {
  const wanted = JSON.parse(line) as Wanted<Keys>;
  if (wanted.type === "hold") hold(wanted);
  else tellSelected(wanted.turn);
});
const piece = Buffer.alloc(65_536);
onReadable(input, () => {
  const length = readSync(input, piece);
  // Whoever began us is gone.
  if (length === 0) process.exit(0);
  take(piece.toString("utf8", 0, length));
});
onHotKey((key) => say({ type: "pressed", turn, key }));
runEvents();
