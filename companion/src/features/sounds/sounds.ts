import {
  Failure,
  talksInBrowser,
  type PairedBrowser,
  type SoundState,
  type State,
  type soundsCommands,
} from "@twp/shared/protocol/index.ts";
import type { Mirror } from "../mirror.ts";
import type { Clock, Commands, Log } from "../ports.ts";
import { createAbsence } from "./absence.ts";
import type { SoundEngine } from "./ports.ts";
import { wantedSound } from "./tone.ts";

/** What the sound needs of the world. */
export type SoundsPorts = Readonly<{
  mirror: Mirror;
  engine: SoundEngine;
  clock: Clock;
  /** The calls, whose other parties must not hear nothing while their user's browser is away. */
  calls: Readonly<{ attend: (isThere: boolean) => void; abandon: () => void }>;
  log: Log;
}>;

/** The sound of this user: which page holds it, and what it should play. */
export type Sounds = Readonly<{
  commands: Commands<keyof typeof soundsCommands>;
  /** A window has gone; if it held the sound, another may take it. */
  sessionEnded: (session: string) => void;
}>;

/** Who holds the sound, and who should. */
type Place = Pick<SoundState, "holder" | "browser" | "offeredTo" | "callsEndAt">;

/** How long the sound waits for the page of the browser it was offered to, in milliseconds. */
const patience = 5000;

const nobody = { holder: null, browser: null };

/** Follows the calls in the mirror and tells the page with the sound what it needs. */
export function createSounds({ mirror, engine, clock, calls, log }: SoundsPorts): Sounds {
  let place: Place = { ...nobody, offeredTo: null, callsEndAt: null };
  let lost = false;
  let offers = 0;
  const tell = (part: Partial<Place> = {}): void => {
    place = { ...place, ...part };
    const sounds = soundsOf(mirror.state(), place);
    if (!sameSound(sounds, mirror.state().sounds)) mirror.publish({ type: "sounds.changed", sounds });
    absence.isMissed(lost && mirror.state().calls.some(talksInBrowser));
  };
  const absence = createAbsence(clock, {
    waits(until) {
      calls.attend(until === null);
      tell({ callsEndAt: until });
    },
    over: calls.abandon,
  });
  mirror.subscribe((event) => {
    if (event.type !== "sounds.changed") tell();
  });
  const lose = (): void => {
    lost = true;
    tell(nobody);
  };
  engine.onLost(lose);
  const linking = createLinking(engine, log);
  const release = (session: string): void => {
    linking.left(session);
    if (place.holder !== session) return;
    engine.unlinkBrowser(session);
    lose();
  };
  const mayHold = (session: string, browser: PairedBrowser): boolean =>
    place.holder === null || place.holder === session || place.offeredTo === browser.id;

  return {
    commands: {
      async "sounds.connect"({ offer }, { session, browser }) {
        if (!mayHold(session, browser)) throw new Failure("sound-held-elsewhere");
        const answer = await linking.link(session, offer);
        lost = false;
        tell({ holder: session, browser, offeredTo: null });
        return { answer };
      },
      "sounds.disconnect"(_, { session }) {
        release(session);
        return null;
      },
      "sounds.take"(_, { browser }) {
        const offer = (offers += 1);
        // A browser whose page does not come must not keep the others from taking the sound.
        clock.after(patience, () => void (offer === offers && tell({ offeredTo: null })));
        if (place.browser?.id !== browser.id) tell({ offeredTo: browser.id });
        return null;
      },
    },
    sessionEnded: release,
  };
}

/** Links pages to the engine. One that goes before it is linked is let go again: it would hold the sound for good. */
function createLinking(
  engine: SoundEngine,
  log: Log,
): Readonly<{ link: (session: string, offer: string) => Promise<string>; left: (session: string) => void }> {
  const coming = new Set<{ readonly session: string; gone: boolean }>();
  return {
    async link(session, offer) {
      const page = { session, gone: false };
      coming.add(page);
      try {
        const answer = await engine.linkBrowser(session, offer);
        if (!page.gone) return answer;
        engine.unlinkBrowser(session);
        throw new Error("the page has gone");
      } catch (error) {
        log("browser not linked", { message: error instanceof Error ? error.message : "unknown" });
        throw new Failure("sound-refused", "the page could not be linked", { cause: error });
      } finally {
        coming.delete(page);
      }
    },
    left(session) {
      for (const page of coming) page.gone ||= page.session === session;
    },
  };
}

function soundsOf({ calls, dialling }: State, place: Place): SoundState {
  return { ...place, country: dialling.country, ...wantedSound(calls) };
}

const parts = ["holder", "offeredTo", "callsEndAt", "tone", "country", "microphone", "codec"] as const;

function sameSound(a: SoundState, b: SoundState): boolean {
  return parts.every((part) => a[part] === b[part]);
}
