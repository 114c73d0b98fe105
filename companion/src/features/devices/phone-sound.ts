import type { OwnPhone } from "../calls/ports.ts";
import type { CallSound, Party, SoundNews, TelephoneNews } from "../sounds/ports.ts";
import { createPassage, type PassageWish } from "./passage.ts";
import type { Phone } from "./phone.ts";
import { createTalk } from "./talk.ts";
import { createWay, type Way } from "./way.ts";

/** The sound of a call that is spoken with a telephone of the user's: it flows between the two telephones, and through us only in a conference. */
export type PhoneSound = CallSound &
  Readonly<{
    lift: () => Promise<void>;
    pass: (here: boolean) => boolean;
    /** Rings it no more, because another device has answered. */
    giveUp: () => void;
  }>;

type Wish = Readonly<{ how: OwnPhone; here: PassageWish }>;

/** Opens the sound of one call at that telephone; `closed` hears that the call needs it no more. */
export function createPhoneSound(
  phone: Phone,
  { how, here }: Wish,
  news: (news: SoundNews | TelephoneNews) => void,
  closed: (because?: "answered-elsewhere") => void,
): PhoneSound {
  let muted = false;
  let party: Party = { kind: "nobody" };
  let over = false;
  const way = createWay();
  const passage = createPassage(here, news);
  const talk = createTalk(phone, { how, news, muted: () => muted, needed: () => !isLeftToOthers(party) });
  const { conversation } = talk;
  const { voice } = phone;

  const flow = (): void =>
    way.isHere() ? flowHere({ phone, passage, talk, news, here }, party) : flowStraight({ phone, talk }, party);
  const agree = (agreed: Way): void => {
    const before = way.agree(agreed);
    if (before === agreed) return;
    if (agreed === "here") talk.rest();
    else passage.close();
    if (before === null) return;
    news(agreed === "here" ? { type: "heldByPeer", held: passage.isHeld() } : { type: "apart" });
    flow();
  };
  const end = (because?: "answered-elsewhere"): void => {
    over = true;
    passage.close();
    voice.leave(conversation);
    phone.over(conversation);
    talk.tune();
    closed(because);
  };
  return {
    ...describing({ way, passage, talk }, agree),
    pass: (isHere) => way.want(isHere ? "here" : "straight"),
    async lift() {
      await talk.lift();
      if (over || way.next() === "straight") return;
      try {
        await voice.claim(conversation);
      } catch (error) {
        flow();
        throw error;
      }
    },
    giveUp: () => end("answered-elsewhere"),
    connect(chosen) {
      party = chosen;
      if (!over) flow();
    },
    mute(wanted) {
      muted = wanted;
      passage.mute(wanted);
      talk.tune();
    },
    // What the telephone's own keys send goes straight to the other party; what the panel's send can then only go in an INFO.
    sendDigits: (digits) => (way.isHere() ? passage.sendDigits(digits) : Promise.reject(new Error("no sound of ours"))),
    close: () => end(),
  };
}

type Ends = Readonly<{ phone: Phone; talk: ReturnType<typeof createTalk> }>;
type Through = Readonly<{ passage: ReturnType<typeof createPassage>; talk: Ends["talk"] }>;

/** The descriptions of either way; `agree` hears which one led to an agreement. */
function describing(
  { way, passage, talk }: Through & Readonly<{ way: ReturnType<typeof createWay> }>,
  agree: (way: Way) => void,
): Pick<CallSound, "offer" | "accept" | "answer"> {
  const through = (which: Way): Pick<CallSound, "offer" | "accept" | "answer"> => (which === "here" ? passage : talk);
  return {
    offer: (direction) => through(way.offering()).offer(direction),
    async accept(answer) {
      const offered = way.offered();
      await through(offered).accept(answer);
      agree(offered);
    },
    async answer(offer, direction) {
      const chosen = way.next();
      const answer = await through(chosen).answer(offer, direction);
      agree(chosen);
      return answer;
    },
  };
}

/** The two hear each other without us, or nobody. */
function flowStraight({ phone, talk }: Ends, party: Party): void {
  const { conversation } = talk;
  phone.voice.leave(conversation);
  if (isWithUser(party)) phone.connect(conversation);
  else phone.leave(conversation);
  talk.tune();
}

/** The other party is in a mix, and so is the telephone where the user is to hear it. */
function flowHere(
  {
    phone,
    passage,
    talk,
    news,
    here,
  }: Ends & Through & Readonly<{ here: PassageWish; news: (news: SoundNews) => void }>,
  party: Party,
): void {
  const [{ conversation }, { voice }] = [talk, phone];
  const name = party.kind === "mix" ? party.name : here.mix;
  passage.connect(party.kind === "nobody" ? party : { kind: "mix", name, user: false });
  if (isWithUser(party)) {
    voice.speak(name);
    voice.claim(conversation).catch(() => {
      if (voice.isClaimedBy(conversation)) news({ type: "failed", reason: "no-common-codec" });
    });
  } else {
    voice.leave(conversation);
    talk.tune();
    phone.rest();
  }
}

/** Does the user hear and speak there? */
function isWithUser(party: Party): boolean {
  return party.kind !== "nobody" && !isLeftToOthers(party);
}

/** Has the user left a conference to the others? */
function isLeftToOthers(party: Party): boolean {
  return party.kind === "mix" && !party.user;
}
