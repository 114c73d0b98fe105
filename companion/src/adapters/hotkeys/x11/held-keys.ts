import type { Chord, KeyStand } from "@twp/shared/protocol/index.ts";
import { badAccess, type Connection } from "./connection.ts";
import { gripOf, locksOf, readLayout, withLocks, withoutLocks, type Layout } from "./keys.ts";
import { getInputFocus, getKeyboardMapping, getModifierMapping, grabKey, ungrabKey, type Grip } from "./requests.ts";

/** The keys that are ours on one display. */
export type HeldKeys = Readonly<{
  /** Takes exactly these, in place of all before, and says how each one stands. */
  take: (chords: readonly Chord[]) => Promise<ReadonlyMap<Chord, KeyStand>>;
  /** Which chord that is; nothing where it is none of ours. */
  chordOf: (pressed: Grip) => Chord | undefined;
}>;

/** A chord where it lies on this keyboard. */
type Placed = Readonly<{ chord: Chord; grip: Grip }>;

/** Begins with none. */
export function createHeldKeys(connection: Connection): HeldKeys {
  let held: readonly Placed[] = [];
  let locks: readonly number[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const take = async (chords: readonly Chord[]): Promise<ReadonlyMap<Chord, KeyStand>> => {
    const layout = await layoutOf(connection);
    const placed = chords.flatMap((chord): Placed[] => {
      const grip = gripOf(chord, layout);
      return grip === null ? [] : [{ chord, grip }];
    });
    // What stays where it is is never let go of: another program could take it, and a press be lost.
    const kept =
      locks.join() === locksOf(layout).join() ? held.filter((each) => placed.some((now) => same(now, each))) : [];
    for (const each of held) if (!kept.includes(each)) release(connection, each, locks);
    locks = locksOf(layout);
    const wanted = placed.filter((each) => !kept.some((before) => same(before, each)));
    const taken = await grabAll(connection, wanted, locks);
    held = [...kept, ...wanted.filter((each) => !taken.has(each))];
    const [ours, theirs] = [held, [...taken]].map((some) => new Set(some.map(({ chord }) => chord)));
    const standOf = (chord: Chord): KeyStand => (ours?.has(chord) ? "held" : theirs?.has(chord) ? "taken" : "missing");
    return new Map(chords.map((chord) => [chord, standOf(chord)]));
  };
  return {
    chordOf(pressed) {
      const { keycode, modifiers } = withoutLocks(pressed, locks);
      return held.find(({ grip }) => grip.keycode === keycode && grip.modifiers === modifiers)?.chord;
    },
    take(chords) {
      const mine = turn.then(() => take(chords));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

const same = (one: Placed, other: Placed): boolean =>
  one.chord === other.chord && one.grip.keycode === other.grip.keycode && one.grip.modifiers === other.grip.modifiers;

async function layoutOf({ setup: { firstKeycode, lastKeycode }, ask }: Connection): Promise<Layout> {
  const [mapping, modifiers] = await Promise.all([
    ask(getKeyboardMapping(firstKeycode, lastKeycode - firstKeycode + 1)),
    ask(getModifierMapping()),
  ]);
  return readLayout(firstKeycode, mapping, modifiers);
}

function release({ send, setup: { root } }: Connection, { grip }: Placed, locks: readonly number[]): void {
  for (const each of withLocks(grip, locks)) send(ungrabKey(root, each));
}

/** Grabs them, with every combination of the locks, and gives those that somebody else has. */
async function grabAll(
  connection: Connection,
  wanted: readonly Placed[],
  locks: readonly number[],
): Promise<ReadonlySet<Placed>> {
  const requests = new Map<number, Placed>();
  const taken = new Set<Placed>();
  connection.onError((request, code) => {
    const placed = requests.get(request);
    if (placed !== undefined && code === badAccess) taken.add(placed);
  });
  for (const placed of wanted)
    for (const grip of withLocks(placed.grip, locks))
      requests.set(connection.send(grabKey(connection.setup.root, grip)), placed);
  await connection.ask(getInputFocus());
  // Half of a key would come or not as Num Lock is on or off.
  for (const placed of taken) release(connection, placed, locks);
  return taken;
}
