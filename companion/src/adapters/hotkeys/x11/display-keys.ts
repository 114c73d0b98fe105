import type { Chord, KeyStand } from "@twp/shared/protocol/index.ts";
import type { Clock } from "../../../features/ports.ts";
import { badAccess, openConnection, type Connection } from "./connection.ts";
import { connectTo, cookieFor, type DisplayName } from "./display.ts";
import { gripOf, locksOf, readLayout, withLocks, withoutLocks, type Layout } from "./keys.ts";
import {
  createWindow,
  getInputFocus,
  getKeyboardMapping,
  getModifierMapping,
  grabKey,
  ungrabKey,
  type Grip,
} from "./requests.ts";
import { openSelection } from "./selection.ts";

/** What a display tells of its keys. */
export type DisplayKeysNews = Readonly<{
  pressed: (chord: Chord) => void;
  /** Another keyboard, or another layout of it: what was held is held no more. */
  changed: () => void;
  closed: () => void;
}>;

/** The keys of one display. */
export type DisplayKeys = Readonly<{
  /** Takes exactly these keys, in place of all before, and says how each one stands. */
  take: (chords: readonly Chord[]) => Promise<ReadonlyMap<Chord, KeyStand>>;
  /** The text that is selected. Rejects with `Failure`. */
  selection: () => Promise<string>;
  close: () => void;
}>;

const [keyPress, keyRelease, selectionNotify, mappingNotify] = [2, 3, 31, 34];
/** Stands for no time in particular: that of the last event (X protocol, CurrentTime). */
const currentTime = 0;

/** Comes in at a display. Rejects where it lets us not in. */
export async function openDisplayKeys(
  name: DisplayName,
  env: NodeJS.ProcessEnv,
  clock: Clock,
  news: DisplayKeysNews,
): Promise<DisplayKeys> {
  const connection = await openConnection(connectTo(name), await cookieFor(name, env), name.screen, news.closed);
  const { firstId: window, root } = connection.setup;
  connection.send(createWindow(window, root));
  const selection = await openSelection(connection, window, clock);
  const held = createHeldKeys(connection);
  let pressedAt = currentTime;
  const press = createPresses();
  connection.onEvent((event) => {
    switch (event.readUInt8(0) & 0x7f) {
      case keyPress: {
        const chord = held.chordOf(keyOf(event));
        if (!press.isFirst(event) || chord === undefined) return;
        pressedAt = timeOf(event);
        return news.pressed(chord);
      }
      case keyRelease:
        return press.released(event);
      case selectionNotify:
        return selection.heard(event);
      case mappingNotify:
        return news.changed();
    }
  });
  return { take: held.take, selection: () => selection.read(pressedAt), close: connection.close };
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

/** Which grabs are ours now. */
function createHeldKeys(connection: Connection) {
  const { root } = connection.setup;
  let grips: (readonly [Chord, Grip])[] = [];
  let locks: readonly number[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const release = (grip: Grip): void => {
    for (const each of withLocks(grip, locks)) connection.send(ungrabKey(root, each));
  };
  const take = async (chords: readonly Chord[]): Promise<ReadonlyMap<Chord, KeyStand>> => {
    for (const [, grip] of grips) release(grip);
    const layout = await layoutOf(connection);
    locks = locksOf(layout);
    const wanted = chords.map((chord) => [chord, gripOf(chord, layout)] as const);
    const asked = wanted.flatMap(([chord, grip]) => (grip === null ? [] : [[chord, grip] as const]));
    const taken = await grabAll(connection, asked, locks);
    // Half of a key would come or not as Num Lock is on or off.
    for (const [chord, grip] of asked) if (taken.has(chord)) release(grip);
    grips = asked.filter(([chord]) => !taken.has(chord));
    return new Map(
      wanted.map(([chord, grip]) => [chord, grip === null ? "missing" : taken.has(chord) ? "taken" : "held"]),
    );
  };
  return {
    chordOf(pressed: Grip): Chord | undefined {
      const { keycode, modifiers } = withoutLocks(pressed, locks);
      return grips.find(([, grip]) => grip.keycode === keycode && grip.modifiers === modifiers)?.[0];
    },
    take(chords: readonly Chord[]) {
      const mine = turn.then(() => take(chords));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

async function layoutOf({ setup: { firstKeycode, lastKeycode }, ask }: Connection): Promise<Layout> {
  const [mapping, modifiers] = await Promise.all([
    ask(getKeyboardMapping(firstKeycode, lastKeycode - firstKeycode + 1)),
    ask(getModifierMapping()),
  ]);
  return readLayout(firstKeycode, mapping, modifiers);
}

/** Grabs them all, with every combination of the locks, and says which ones somebody else has. */
async function grabAll(
  connection: Connection,
  wanted: readonly (readonly [Chord, Grip])[],
  locks: readonly number[],
): Promise<ReadonlySet<Chord>> {
  const requests = new Map<number, Chord>();
  const taken = new Set<Chord>();
  connection.onError((request, code) => {
    const chord = requests.get(request);
    if (chord !== undefined && code === badAccess) taken.add(chord);
  });
  for (const [chord, grip] of wanted)
    for (const each of withLocks(grip, locks))
      requests.set(connection.send(grabKey(connection.setup.root, each)), chord);
  await connection.ask(getInputFocus());
  return taken;
}
