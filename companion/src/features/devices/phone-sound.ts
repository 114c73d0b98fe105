import type { OwnPhone } from "../calls/ports.ts";
import { SoundRefusal, type CallSound, type SoundNews, type TelephoneNews } from "../sounds/ports.ts";
import { readAudio, takesSound, writeAudio, type Audio } from "./description.ts";
import type { Conversation, Phone } from "./phone.ts";

/** The sound of a call that is spoken with a telephone of the user's: it flows between the two telephones, and none of it through us. */
export type PhoneSound = CallSound &
  Readonly<{
    lift: () => Promise<void>;
    /** Rings it no more, because another device has answered. */
    giveUp: () => void;
  }>;

/** Opens the sound of one call at that telephone; `closed` hears that the call needs it no more. */
export function createPhoneSound(
  phone: Phone,
  how: OwnPhone,
  news: (news: SoundNews | TelephoneNews) => void,
  closed: (because?: "answered-elsewhere") => void,
): PhoneSound {
  let muted = false;
  const talk = createTalk(phone, how, news, () => muted);
  return {
    ...talk.descriptions,
    lift: talk.lift,
    giveUp() {
      phone.over(talk.conversation);
      closed("answered-elsewhere");
    },
    connect(party) {
      if (party.kind === "nobody") phone.leave(talk.conversation);
      else phone.connect(talk.conversation);
      talk.tune();
    },
    mute(wanted) {
      muted = wanted;
      talk.tune();
    },
    // What the telephone's own keys send goes straight to the other party; what the panel's send can only go in an INFO.
    sendDigits: () => Promise.reject(new Error("no sound of ours")),
    close() {
      phone.over(talk.conversation);
      talk.tune();
      closed();
    },
  };
}

/** What the two telephones are told of each other. */
function createTalk(
  phone: Phone,
  how: OwnPhone,
  news: (news: SoundNews | TelephoneNews) => void,
  muted: () => boolean,
) {
  let peer: Audio | null = null;
  /** What was offered last let the other party wait: an answer to `inactive` can only be `inactive`, and tells nothing. */
  let waits = false;
  let offered = false;
  const conversation: Conversation = { peer: () => peer, wanted: () => offered && !waits, muted, tell: news };
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
  return { conversation, lift, tune, descriptions };
}

/** The sound in a description. Throws where there is none. */
function usable(description: string): Audio {
  const audio = readAudio(description);
  if (audio === null) throw new SoundRefusal("no-common-codec", "no sound in it");
  return audio;
}
