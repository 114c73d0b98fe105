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

/** The sound of one call at that telephone; `closed` hears that the call needs it no more. */
export function createPhoneSound(
  phone: Phone,
  how: OwnPhone,
  news: (news: SoundNews | TelephoneNews) => void,
  closed: (because?: "answered-elsewhere") => void,
): PhoneSound {
  let peer: Audio | null = null;
  /** What was offered last: an answer to `inactive` can only be `inactive`, and tells nothing. */
  let waits = false;
  let muted = false;
  const conversation: Conversation = { peer: () => peer, muted: () => muted, tell: news };

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
  const take = (description: string): Audio => {
    const audio = readAudio(description);
    if (audio === null) throw new SoundRefusal("no-common-codec", "no sound in it");
    peer = audio;
    return audio;
  };
  return {
    lift,
    giveUp: () => closed("answered-elsewhere"),
    async offer(direction) {
      waits = direction !== "sendrecv";
      if (!waits) await lift();
      // While the other party waits, the telephone may have been put down: what it said last still names a place, where nothing flows.
      return phone.offer(waits ? "inactive" : "sendrecv");
    },
    async accept(answer) {
      const before = peer;
      const audio = take(answer);
      if (waits) {
        peer = { ...audio, direction: before?.direction ?? "sendrecv" };
        return;
      }
      news({ type: "heldByPeer", held: !takesSound(audio) });
      if (phone.isConnectedTo(conversation)) await phone.tune();
    },
    async answer(offer, direction) {
      const audio = take(offer);
      news({ type: "heldByPeer", held: !takesSound(audio) });
      if (direction !== "sendrecv") return writeAudio(readAudio(phone.offer("inactive")) ?? audio, "inactive", offer);
      await lift();
      phone.connect(conversation);
      return writeAudio(await phone.tune(), undefined, offer);
    },
    connect(party) {
      if (party.kind === "nobody") phone.leave(conversation);
      else phone.connect(conversation);
      tune();
    },
    mute(wanted) {
      muted = wanted;
      tune();
    },
    // What the telephone's own keys send goes straight to the other party; what the panel's send can only go in an INFO.
    sendDigits: () => Promise.reject(new Error("no sound of ours")),
    close() {
      phone.leave(conversation);
      tune();
      closed();
    },
  };
}
