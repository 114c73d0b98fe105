import type { Chord } from "@twp/shared/protocol/index.ts";
import type { Clock } from "../../../features/ports.ts";
import { openConnection } from "./connection.ts";
import { connectTo, cookieFor, type DisplayName } from "./display.ts";
import { createHeldKeys, type HeldKeys } from "./held-keys.ts";
import { createWindow, type Grip } from "./requests.ts";
import { openSelection } from "./selection.ts";

/** What a display tells of its keys. */
export type DisplayKeysNews = Readonly<{
  pressed: (chord: Chord) => void;
  /** The keyboard, or its layout, is another one. */
  changed: () => void;
  closed: () => void;
}>;

/** The keys and the selection of one display. */
export type DisplayKeys = Pick<HeldKeys, "take"> &
  Readonly<{
    /** The text that is selected. Rejects with `PressFailed`. */
    selection: () => Promise<string>;
    close: () => void;
  }>;

const [keyPress, keyRelease, selectionNotify, mappingNotify] = [2, 3, 31, 34];
/** Stands for no time in particular (X protocol, CurrentTime). */
const currentTime = 0;

/** Comes in at a display. Rejects where it lets us not in. */
export async function openDisplayKeys(
  name: DisplayName,
  { env, clock }: Readonly<{ env: NodeJS.ProcessEnv; clock: Clock }>,
  news: DisplayKeysNews,
): Promise<DisplayKeys> {
  const cookie = await cookieFor(name, env);
  const connection = await openConnection(connectTo(name), cookie, name.screen, news.closed);
  const { firstId: window, root } = connection.setup;
  connection.send(createWindow(window, root));
  const selection = await openSelection(connection, window, clock);
  const held = createHeldKeys(connection);
  const presses = createPresses();
  let pressedAt = currentTime;
  const press = (event: Buffer): void => {
    const chord = held.chordOf(keyOf(event));
    if (!presses.isFirst(event) || chord === undefined) return;
    pressedAt = timeOf(event);
    news.pressed(chord);
  };
  connection.onEvent((event) => {
    const kind = event.readUInt8(0) & 0x7f;
    if (kind === keyPress) press(event);
    if (kind === keyRelease) presses.released(event);
    if (kind === selectionNotify) selection.heard(event);
    if (kind === mappingNotify) news.changed();
  });
  const { take } = held;
  const { close } = connection;
  return { take, selection: () => selection.read(pressedAt), close };
}

const keyOf = (event: Buffer): Grip => ({ keycode: event.readUInt8(1), modifiers: event.readUInt16LE(28) });
const timeOf = (event: Buffer): number => event.readUInt32LE(4);

/** A key that is held down is released and pressed again, at one time, ever so often: that is one press for a person. */
function createPresses() {
  const releases = new Map<number, number>();
  return {
    isFirst: (event: Buffer): boolean => releases.get(event.readUInt8(1)) !== timeOf(event),
    released: (event: Buffer): void => void releases.set(event.readUInt8(1), timeOf(event)),
  };
}
