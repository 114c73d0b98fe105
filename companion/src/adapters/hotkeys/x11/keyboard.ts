import type { Chord, KeyStand } from "@twp/shared/protocol/index.ts";
import { PressFailed, type Answered, type Keyboard, type KeyboardNews } from "../../../features/hotkeys/ports.ts";
import type { Clock, Log } from "../../../features/ports.ts";
import type { DisplayName } from "./display.ts";
import { openDisplayKeys, type DisplayKeys } from "./display-keys.ts";

/** What a keyboard of an X11 desktop needs. */
export type X11Ports = Readonly<{ display: DisplayName; env: NodeJS.ProcessEnv; clock: Clock; log: Log }>;

/** A display that is gone, or keys that somebody else has, are asked for again after so many milliseconds. */
export const askedAgain = 30_000;
/** A keyboard that changes does so in many small steps, which are waited out, in milliseconds. */
const settling = 200;

/** Grabs keys on an X11 display (XGrabKey), and keeps the display open only while there are any. */
export function createX11Keyboard(ports: X11Ports, news: KeyboardNews): Keyboard {
  const { clock, log } = ports;
  let chords: readonly Chord[] = [];
  let open: Promise<DisplayKeys> | null = null;
  let stopTimer = (): void => undefined;
  const later = (milliseconds: number): void => {
    stopTimer();
    stopTimer = clock.after(milliseconds, () => void take());
  };
  const close = (): void => {
    stopTimer();
    void open?.then(
      (keys) => keys.close(),
      () => undefined,
    );
    open = null;
  };
  const opened = (): Promise<DisplayKeys> => {
    const mine = openDisplayKeys(ports.display, ports, {
      pressed: news.pressed,
      changed: () => later(settling),
      closed: () => open === mine && refused("display gone"),
    });
    return mine;
  };
  const refused = (event: string): void => {
    log(event);
    close();
    news.answered({ hindrance: "display-refused", stands: new Map() });
    later(askedAgain);
  };
  const take = async (): Promise<void> => {
    const wanted = chords;
    if (wanted.length === 0) return close();
    const mine = (open ??= opened());
    try {
      const stands = await (await mine).take(wanted);
      if (open !== mine || wanted !== chords) return;
      news.answered(answerOf(stands));
      if ([...stands.values()].includes("taken")) later(askedAgain);
    } catch {
      if (open === mine) refused("display refused");
    }
  };
  return {
    hold(wishes) {
      const next = wishes.map(({ chord }) => chord);
      if (next.join() === chords.join()) return;
      chords = next;
      void take();
    },
    async selection() {
      if (open === null) throw new PressFailed("selection-unreadable");
      return (await open).selection();
    },
    stop: close,
  };
}

function answerOf(stands: ReadonlyMap<Chord, KeyStand>): Answered {
  return { hindrance: null, stands: new Map([...stands].map(([chord, stand]) => [chord, { stand, pressed: null }])) };
}
