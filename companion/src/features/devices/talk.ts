import type { OwnPhone } from "../calls/ports.ts";
import { SoundRefusal, type CallSound, type SoundNews, type TelephoneNews } from "../sounds/ports.ts";
import { readAudio, shareCodec, takesSound, writeAudio, type Audio } from "./description.ts";
import type { Conversation, Phone } from "./phone.ts";

/** What a talk needs of the sound it belongs to. */
export type TalkSurroundings = Readonly<{
  how: OwnPhone;
  news: (news: SoundNews | TelephoneNews) => void;
  muted: () => boolean;
  /** Will the telephone be needed for it again, whatever becomes of it now? */
  needed: () => boolean;
}>;

/** What a telephone and the other party are told of each other, so that each hears the other without us. */
export function createTalk(phone: Phone, { how, news, muted, needed }: TalkSurroundings) {
  let peer: Audio | null = null;
  /** What was offered last let the other party wait: an answer to `inactive` can only be `inactive`, and tells nothing. */
  let waits = false;
  let offered = false;
  const conversation: Conversation = {
    peer: () => peer,
    wanted: () => phone.voice.isClaimedBy(conversation) || (offered && !waits),
    needed,
    muted,
    tell: news,
  };
  phone.begin(conversation);

  const lift = async (): Promise<void> => {
    if (phone.isUp()) return;
    news({ type: "rings", rings: true });
    try {
      await phone.lift(how);
    } finally {
      news({ type: "rings", rings: false });
    }
  };
  const tune = (): void => {
    // Nobody who is not there can be told.
    if (!phone.isUp()) return;
    phone.tune().catch(() => {
      if (phone.isConnectedTo(conversation)) news({ type: "failed", reason: "no-common-codec" });
    });
  };
  const hold = (audio: Audio): void => news({ type: "heldByPeer", held: !takesSound(audio) });
  const descriptions: Pick<CallSound, "offer" | "accept" | "answer"> = {
    async offer(direction) {
      waits = direction !== "sendrecv";
      if (!waits) await lift();
      offered = true;
      // While the other party waits, the telephone may have been put down: what it said last still names a place, where nothing flows.
      return phone.offer(waits ? "inactive" : "sendrecv");
    },
    async accept(answer) {
      const audio = usable(answer);
      // Some take an offer of which they know nothing but the digits.
      if (!shareCodec(audio, usable(phone.offer("inactive"))))
        throw new SoundRefusal("no-common-codec", "none in common with the telephone");
      peer = waits ? { ...audio, direction: peer?.direction ?? "sendrecv" } : audio;
      if (waits) return;
      hold(audio);
      if (phone.isConnectedTo(conversation)) await phone.tune();
    },
    async answer(offer, direction) {
      const audio = usable(offer);
      peer = audio;
      hold(audio);
      if (direction !== "sendrecv") return writeAudio(usable(phone.offer("inactive")), "inactive", offer);
      await lift();
      [offered, waits] = [true, false];
      phone.connect(conversation);
      return writeAudio(await phone.tune(), undefined, offer);
    },
  };
  /** It is over, until it is offered or answered again: the two hear each other through us. */
  const rest = (): void => void ([offered, waits] = [false, false]);
  return { conversation, lift, tune, rest, ...descriptions };
}

/** The sound in a description. Throws where there is none. */
function usable(description: string): Audio {
  const audio = readAudio(description);
  if (audio === null) throw new SoundRefusal("no-common-codec", "no sound in it");
  return audio;
}
