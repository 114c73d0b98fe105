import { Failure, type SoundState, type State, type soundsCommands } from "@twp/shared/protocol/index.ts";
import type { Mirror } from "../mirror.ts";
import type { Commands, Log } from "../ports.ts";
import type { SoundEngine } from "./ports.ts";
import { wantedSound } from "./tone.ts";

/** The sound of this user: which page holds it, and what it should play. */
export type Sounds = Readonly<{
  commands: Commands<keyof typeof soundsCommands>;
  /** A window has gone; if it held the sound, another may take it. */
  sessionEnded: (session: string) => void;
}>;

/** Follows the calls in the mirror and tells the page with the sound what it needs. */
export function createSounds(mirror: Mirror, engine: SoundEngine, log: Log): Sounds {
  let holder: string | null = null;
  const tell = (): void => {
    const sounds = soundsOf(mirror.state(), holder);
    if (!sameSound(sounds, mirror.state().sounds)) mirror.publish({ type: "sounds.changed", sounds });
  };
  mirror.subscribe((event) => {
    if (event.type !== "sounds.changed") tell();
  });
  engine.onLost(() => {
    holder = null;
    tell();
  });
  const release = (session: string): void => {
    if (holder !== session) return;
    holder = null;
    engine.unlinkBrowser(session);
    tell();
  };
  return {
    commands: {
      async "sounds.connect"({ offer, takeOver }, { session }) {
        if (holder !== null && holder !== session && !takeOver) throw new Failure("sound-held-elsewhere");
        const answer = await linkBrowser(engine, session, offer, log);
        holder = session;
        tell();
        return { answer };
      },
      "sounds.disconnect"(_, { session }) {
        release(session);
        return null;
      },
    },
    sessionEnded: release,
  };
}

async function linkBrowser(engine: SoundEngine, session: string, offer: string, log: Log): Promise<string> {
  try {
    return await engine.linkBrowser(session, offer);
  } catch (error) {
    log("browser not linked", { message: error instanceof Error ? error.message : "unknown" });
    throw new Failure("sound-refused", "the page's offer could not be used", { cause: error });
  }
}

function soundsOf({ calls, dialling }: State, holder: string | null): SoundState {
  return { holder, country: dialling.country, ...wantedSound(calls) };
}

function sameSound(a: SoundState, b: SoundState): boolean {
  return (
    a.holder === b.holder &&
    a.tone === b.tone &&
    a.country === b.country &&
    a.microphone === b.microphone &&
    a.codec === b.codec
  );
}
