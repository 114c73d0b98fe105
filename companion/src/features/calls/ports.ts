import type { Watch } from "../recalls/ports.ts";
import type { Heard } from "../doctor/ports.ts";
import type { CallEnd } from "@twp/shared/protocol/index.ts";
import type { Objection } from "./objection.ts";

/** What a call's signalling tells. Nothing comes after `ended`. */
export type LegNews =
  /** The call has that Call-ID on the wire (RFC 3261 section 20.8). */
  | Readonly<{ type: "traced"; callId: string }>
  | Readonly<{ type: "ringing" }>
  /** The peer plays its own tone: its answer to our offer came with a provisional response. */
  | Readonly<{ type: "earlyMedia"; answer: string }>
  | Readonly<{ type: "answered"; answer: string }>
  /** The called party sends its callers there. */
  | Readonly<{ type: "forwarded"; to: string }>
  /** Who is at the other end by now, as the server vouches for it. */
  | Readonly<{ type: "identified"; number: string; name: string }>
  /** The peer changes the session; `offer` is empty where it wants ours (RFC 3261 section 14.2). */
  | Readonly<{ type: "reoffered"; offer: string; reply: OfferReply }>
  /** The peer's answer to an offer of ours that travelled in a 200. */
  | Readonly<{ type: "lateAnswer"; answer: string }>
  /** The peer wants us to call somebody in its place (RFC 3515). */
  | Readonly<{ type: "referred"; to: Summons; reply: SummonsReply }>
  /** `objection` says what a peer that refuses our offer has against it. */
  | Readonly<{ type: "ended"; end: CallEnd; objection?: Objection }>;

/** Whom a peer wants us to call: a number at our own domain or an address elsewhere, perhaps in place of a call there (RFC 3891), and who says so (RFC 3892). */
export type Summons = Readonly<{ target: string; replaces: string; referredBy: string }>;

/** How a peer's wish is answered: taken, and then told how our call goes, or refused. */
export type SummonsReply = Readonly<{ take: () => void; tell: (news: ReferralNews) => void; refuse: () => void }>;

/** How a peer's offer is answered. */
export type OfferReply = Readonly<{ accept: (description: string) => void; refuse: () => void }>;

/** A call as others may name it: whom to call, and which dialog that call then takes the place of (RFC 3891). */
export type Place = Readonly<{ uri: string; replaces: string }>;

/** Whom a peer should call: a number or a SIP address, or the party of another call in our place. */
export type Referral = Readonly<{ target: string }> | Place;

/** What the peer tells of the call that it was asked for: that call's status, and whether more will come (RFC 3515 section 2.4.5). */
export type ReferralNews = Readonly<{ status: number; last: boolean }>;

/** One side of a call towards the peer: a dialog and what came before it. */
export type Leg = Readonly<{
  /** Ends the leg in whatever way its state wants: CANCEL (which may say why, RFC 3326), a final response, or BYE. Never rejects. */
  hangUp: (because?: "answered-elsewhere") => void;
  /** Offers anew (re-INVITE) and resolves with the peer's answer. Rejects where the peer refuses; the session then stays as it was. */
  reoffer: (offer: string) => Promise<string>;
  /** Sends one digit in an INFO (application/dtmf-relay), for peers without telephone events. */
  sendDigit: (digit: string) => Promise<void>;
  /** What makes somebody else take our place in this leg; null before it is answered. */
  place: () => Place | null;
  /** Is this the call that somebody's Replaces names (RFC 3891 section 3)? Never before it is answered. */
  isNamed: (replaces: string) => boolean;
  /** Does the peer know REFER? One that does not say what it knows may. */
  takesReferrals: () => boolean;
  /** Asks the peer to call somebody (REFER, RFC 3515) and resolves with the status of its response; how that call goes is told meanwhile. */
  refer: (to: Referral, told: (news: ReferralNews) => void) => Promise<number>;
}>;

/** A caller at the door. */
export type Caller = Readonly<{
  number: string;
  name: string;
  /** Who sent the caller on to us. */
  redirectedBy: Readonly<{ number: string; name: string }> | null;
  /** After how many seconds the caller wants to be answered by the telephone itself; null where it does not ask. */
  answerAfter: number | null;
  /** Which call of ours this one takes the place of (RFC 3891); empty for an ordinary one. */
  replaces: string;
  /** The caller's description; empty where it wants ours. */
  offer: string;
  /** Tells the caller that we ring. */
  ring: () => void;
  /** Answers with our description. Rejects where the caller has gone meanwhile. */
  answer: (description: string) => Promise<void>;
  /** Sends the caller on to a number or a SIP address (302, RFC 3261 section 21.3.3). */
  forward: (target: string) => void;
  /** Refuses with a final status of RFC 3261. */
  refuse: (status: 480 | 481 | 486 | 488 | 500 | 603) => void;
}> &
  Leg;

/** How a telephone of the user's is rung: who is shown on it, and whether it is asked to answer by itself. */
export type OwnPhone = Readonly<{ shown: string; answersByItself: boolean }>;

/** What an INVITE bears besides its offer: what made us call there, or that the called telephone is the user's own. */
export type Occasion = Readonly<{ summons?: Summons; ownPhone?: OwnPhone }>;

/** The line: calls go out and come in on it. */
export type Line = Readonly<{
  /** Tells whether somebody's telephone is in a call. */
  watch: Watch;
  /** What was said on the wire; null where another program speaks for us. */
  heard: Heard | null;
  /** The address of ours that reaches the registrar, and so the sound's too. */
  local: string;
  /** Nobody on the way to the server reads the signalling (TLS). */
  secure: boolean;
  /** Sends the INVITE; `target` is a number or a SIP address. The leg's news come until `ended`. */
  dial: (target: string, offer: string, news: (news: LegNews) => void, occasion?: Occasion) => Leg;
  /** Hears callers. The returned function takes the leg's news; a caller nobody listens for is refused with 480. */
  onCaller: (listener: (caller: Caller) => (news: LegNews) => void) => void;
}>;
