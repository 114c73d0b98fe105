import type { Chord, KeyStand } from "@twp/shared/protocol/index.ts";
import { PressFailed, type Keyboard, type KeyboardNews } from "../../../features/hotkeys/ports.ts";
import type { Clock, Log } from "../../../features/ports.ts";
import type { Holder, OpenHolder, Told } from "./words.ts";

/** What such a keyboard needs: how its system writes keys, and who holds them there. */
export type DistantPorts<K> = Readonly<{
  keysOf: (chord: Chord) => K;
  open: OpenHolder<K>;
  clock: Clock;
  log: Log;
}>;

/** Keys that another program has, or a holder that is gone, are asked for again after so many milliseconds. */
export const askedAgain = 30_000;

/** Keys that a thread or a process of its own holds for us; there is one only while there are any keys. */
export function createDistantKeyboard<K>(ports: DistantPorts<K>, news: KeyboardNews): Keyboard {
  const { keysOf, clock, log } = ports;
  let chords: readonly Chord[] = [];
  let turn = 0;
  let holder: Promise<Holder<K>> | null = null;
  let stopTimer = (): void => undefined;
  const readings = createReadings();
  const heard = (told: Told): void => {
    if (told.type === "selected" || told.type === "unread") return readings.heard(told);
    // Of keys that were let go of meanwhile nobody wants to hear.
    if (told.turn !== turn) return;
    const chord = told.type === "pressed" ? chords[told.key] : undefined;
    if (chord !== undefined) news.pressed(chord);
    if (told.type !== "held") return;
    news.answered({ hindrance: null, stands: standsOf(chords, told) });
    if (told.taken.length > 0) later();
  };
  const close = (): void => {
    stopTimer();
    readings.lose();
    holder?.then(
      ({ end }) => end(),
      () => undefined,
    );
    holder = null;
  };
  const lose = (): void => {
    close();
    log("keys lost");
    news.answered({ hindrance: "system-refused", stands: new Map() });
    later();
  };
  const ask = (): void => {
    stopTimer();
    turn += 1;
    if (chords.length === 0) return close();
    const wanted = { type: "hold", turn, keys: chords.map(keysOf) } as const;
    const mine = (holder ??= ports.open(heard, () => holder === mine && lose()));
    mine.then(
      ({ tell }) => tell(wanted),
      () => holder === mine && lose(),
    );
  };
  const later = (): void => void (stopTimer = clock.after(askedAgain, ask));
  return {
    hold(wishes) {
      const next = wishes.map(({ chord }) => chord);
      if (next.join() === chords.join()) return;
      chords = next;
      ask();
    },
    async selection() {
      if (holder === null) throw new PressFailed("selection-unreadable");
      return readings.begin((await holder).tell);
    },
    stop: close,
  };
}

function standsOf(chords: readonly Chord[], { taken, missing }: Extract<Told, { type: "held" }>) {
  const standOf = (at: number): KeyStand => (missing.includes(at) ? "missing" : taken.includes(at) ? "taken" : "held");
  return new Map(chords.map((chord, at) => [chord, { stand: standOf(at), pressed: null }]));
}

type Reading = Readonly<{ give: (text: string) => void; fail: (error: PressFailed) => void }>;

/** The selected texts that are being read. */
function createReadings() {
  const waiting = new Map<number, Reading>();
  let last = 0;
  return {
    begin(tell: Holder<never>["tell"]): Promise<string> {
      last += 1;
      const turn = last;
      return new Promise<string>((give, fail) => {
        waiting.set(turn, { give, fail });
        tell({ type: "selection", turn });
      }).finally(() => waiting.delete(turn));
    },
    heard(told: Extract<Told, { type: "selected" | "unread" }>): void {
      if (told.type === "selected") waiting.get(told.turn)?.give(told.text);
      else waiting.get(told.turn)?.fail(new PressFailed(told.why));
    },
    lose(): void {
      for (const { fail } of waiting.values()) fail(new PressFailed("selection-unreadable"));
    },
  };
}
