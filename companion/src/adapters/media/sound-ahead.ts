import type { Encryption } from "@twp/shared/protocol/settings.ts";
import type { CallSound, SoundEngine, SoundNews } from "../../features/sounds/ports.ts";

/** An engine that opens a sound when a call wants it. */
export type ColdEngine = Omit<SoundEngine, "prepare">;

/** A sound nobody has taken yet, and its first offer. */
type Ready = Readonly<{ sound: CallSound; offer: string; giveTo: (news: Hear) => void }>;
/** What is expected of the next sound. */
type Wish = Readonly<{ address: string; encryption: Encryption }>;
type Hear = (news: SoundNews) => void;

/** Milliseconds after a sound was taken until the next is opened: the call that took it has gone out by then. */
const rest = 100;

/*
 *  nothing ──prepare──▶ opening ──▶ ready ──open──▶ (the call's) ──rest──▶ opening …
 *                          └── another address, a fault, stop: closed, and the next call opens its own
 */

/** Keeps one sound open ahead, its ports bound and its offer written, so that neither a thread nor the system stands between a click and the INVITE. */
export function openAhead(engine: ColdEngine): SoundEngine {
  let expected: Wish | null = null;
  let ready: Ready | null = null;
  let turn = 0;

  const drop = (): void => {
    turn += 1;
    ready?.sound.close();
    ready = null;
  };
  const renew = (): void => {
    if (expected === null || ready !== null) return;
    turn += 1;
    const mine = turn;
    const lost = (): void => {
      if (mine === turn) ready = null;
    };
    openReady(engine, expected, lost).then(
      (made) => {
        if (mine === turn) ready = made;
        else made.sound.close();
      },
      // The call that finds nothing ready opens its own, and tells the user why it cannot.
      () => undefined,
    );
  };
  const take = (wish: Partial<Wish>): Ready | null => {
    if (!isSame(expected, wish)) return null;
    const taken = ready;
    ready = null;
    turn += 1;
    setTimeout(renew, rest).unref();
    return taken;
  };
  return {
    ...engine,
    prepare(address, encryption) {
      if (isSame(expected, { address, encryption })) return;
      expected = { address, encryption };
      drop();
      renew();
    },
    async open(news, address, encryption = "off") {
      const taken = take({ ...(address !== undefined && { address }), encryption });
      if (taken === null) return engine.open(news, address, encryption);
      taken.giveTo(news);
      return withFirstOffer(taken.sound, taken.offer);
    },
    stop() {
      expected = null;
      drop();
      return engine.stop();
    },
  };
}

function isSame(expected: Wish | null, wish: Partial<Wish>): boolean {
  return expected !== null && expected.address === wish.address && expected.encryption === wish.encryption;
}

/** Opens a sound for nobody; `lost` hears that it has failed before anybody took it. */
async function openReady(engine: ColdEngine, { address, encryption }: Wish, lost: () => void): Promise<Ready> {
  let hear: Hear = ({ type }) => type === "failed" && lost();
  const sound = await engine.open((news) => hear(news), address, encryption);
  return { sound, offer: await sound.offer("sendrecv"), giveTo: (news) => void (hear = news) };
}

/** The sound, whose first offer need not be asked for: a later one, or one after an answer, is the sound's own. */
function withFirstOffer(sound: CallSound, offer: string): CallSound {
  let first: string | null = offer;
  const own = <T>(ask: () => Promise<T>): Promise<T> => {
    first = null;
    return ask();
  };
  return {
    ...sound,
    offer(direction, only) {
      const written = direction === "sendrecv" && only === undefined ? first : null;
      first = null;
      return written === null ? sound.offer(direction, only) : Promise.resolve(written);
    },
    answer: (description, direction) => own(() => sound.answer(description, direction)),
  };
}
