import type { CallEnd, Codec, Quality } from "@twp/shared/protocol/calls.ts";
import type { Encryption } from "@twp/shared/protocol/settings.ts";
import type { RecordingFault } from "@twp/shared/protocol/recordings.ts";

/** Which way sound flows in an offer or an answer, seen from us (RFC 4566 section 6). */
export type Direction = "sendrecv" | "sendonly" | "recvonly" | "inactive";

/** How encrypted sound gets its keys: in the descriptions (RTP/SAVP, RFC 4568), or by a handshake between the two ends (UDP/TLS/RTP/SAVP, RFC 5764). */
export const keyings = ["keys", "handshake"] as const;
export type Keying = (typeof keyings)[number];

/** What the peer's description and packets tell about a call's sound. */
export type SoundNews =
  | Readonly<{ type: "codec"; codec: Codec }>
  /** The peer's last offer or answer takes our sound away (`sendonly`, `inactive`, or address 0.0.0.0): we are on hold. */
  | Readonly<{ type: "heldByPeer"; held: boolean }>
  /** How the sound is encrypted by what was agreed last, if it is; told as soon as that is sure, and at each change. */
  | Readonly<{ type: "encrypted"; by: Keying | null }>
  /** The first packet from the peer has come. */
  | Readonly<{ type: "arriving" }>
  /** Counted about once a second while packets come. */
  | Readonly<{ type: "quality"; quality: Quality }>
  /** Nothing comes of a peer that should be heard, for some seconds now; or it comes again. */
  | Readonly<{ type: "quiet"; quiet: boolean }>
  /** A digit the peer pressed (RFC 4733). */
  | Readonly<{ type: "digit"; digit: string }>
  /** A played file has reached its end. */
  | Readonly<{ type: "played" }>
  | KeptSound
  | Readonly<{ type: "failed"; reason: SoundEnd }>;

/** A recorder's file is closed: how long it is, for how long somebody spoke in it (both in seconds), and what kept it from being written. */
export type KeptSound = Readonly<{ type: "kept"; seconds: number; spoken: number; fault: RecordingFault | null }>;

/** Why a sound cannot be had. */
export const soundEnds = [
  "no-common-codec",
  "not-encrypted",
  "wrong-certificate",
  "no-keys",
  "sound-failed",
  "phone-no-answer",
  "phone-busy",
  "phone-unreachable",
] as const satisfies readonly CallEnd[];
export type SoundEnd = (typeof soundEnds)[number];

/** What a telephone of the user's tells that is the sound of a call. */
export type TelephoneNews =
  /** It rings, and the call goes on when it is answered; or it rings no more. */
  | Readonly<{ type: "rings"; rings: boolean }>
  /** Its user has hung up. */
  | Readonly<{ type: "hungUp" }>
  /** It hears elsewhere than the peer was told: the peer has to be offered anew. */
  | Readonly<{ type: "moved" }>
  /** The sound passes through us no more: what was told of it holds no longer. */
  | Readonly<{ type: "apart" }>
  /** It changes the session, as when its hold key is pressed: what it offers is for the peer, and the peer's answer for it. */
  | Readonly<{ type: "reoffered"; offer: string; accept: (answer: string) => void; refuse: () => void }>;

/** Where the sound of a call goes on our side. */
export type Party =
  /** The browser that holds the sound; silence is sent while there is none. */
  | Readonly<{ kind: "browser" }>
  /** What comes goes back. */
  | Readonly<{ kind: "echo" }>
  /** Files one after the other, then silence: mono WAV, 16 bit, 8 or 16 kHz. */
  | Readonly<{ kind: "player"; files: readonly string[] }>
  /** The other calls whose party is the mix of that name, and the browser as well where the user is in it. Nobody hears their own voice. */
  | Readonly<{ kind: "mix"; name: string; user: boolean }>
  /** The mix of that name, in which this call is a telephone of the user's: what it says is the user's voice, as it would be the browser's. */
  | Readonly<{ kind: "user-of"; mix: string }>
  /**
   * What comes is kept in that new file (mono WAV, 16 bit, 16 kHz) until another party takes its place, nothing was said for `silence` seconds,
   * or after `most` seconds; silence is sent. What is quiet at the end is cut off.
   */
  | Readonly<{ kind: "recorder"; file: string; most: number; silence: number }>
  /** Nobody: nothing is sent and what comes is thrown away. */
  | Readonly<{ kind: "nobody" }>;

/**
 * The sound of one call: an RTP session towards the peer (RFC 3550, 3551, symmetric RTP RFC 4961) and a party on our side.
 * All descriptions are SDP texts (RFC 4566) negotiated by offer and answer (RFC 3264).
 */
export type CallSound = Readonly<{
  /**
   * Our offer in the given direction; a later offer of the same call keeps its port and raises the version. `only` insists that sound is
   * encrypted in that way, where nothing is agreed yet.
   */
  offer: (direction: Direction, only?: Keying) => Promise<string>;
  /** The peer's answer to our last offer. Rejects with `SoundRefusal`. */
  accept: (answer: string) => Promise<void>;
  /** Our answer to the peer's offer. Rejects with `SoundRefusal` where no codec is common. */
  answer: (offer: string, direction: Direction) => Promise<string>;
  /** Chooses who hears and speaks on our side. */
  connect: (party: Party) => void;
  /** While muted the peer gets silence in place of our side's sound; in a mix it hears the others all the same. */
  mute: (muted: boolean) => void;
  /** Sends digits as telephone events (RFC 4733), 100 ms each, 60 ms apart; resolves when the last is out. Rejects where the peer knows none. */
  sendDigits: (digits: string) => Promise<void>;
  /** Waits until somebody can speak on our side, where that takes a telephone that has to be answered. Rejects with `SoundRefusal`. */
  lift?: () => Promise<void>;
  /**
   * Chooses for the next description whether the sound passes through us, where it flows between two telephones otherwise. True where that is
   * not what was agreed, so that the peer has to be offered anew.
   */
  pass?: (here: boolean) => boolean;
  /** Ends the session and frees its port. */
  close: () => void;
}>;

/** A description could not be used: the call ends with this reason (and 488 where we answer). */
export class SoundRefusal extends Error {
  readonly reason: SoundEnd;
  constructor(reason: SoundRefusal["reason"], message: string) {
    super(message);
    this.name = "SoundRefusal";
    this.reason = reason;
  }
}

/** What a recording is to be. */
export type RecordingWish = Readonly<{
  /** Where it is written as it goes: stereo WAV, 16 kHz, left the user, right the others. Its header gets its length at the end; a crash leaves it without. */
  file: string;
  /** What everybody hears before anything is kept (a file as for a player); null where they know already. */
  announcement: string | null;
  /** Remind everybody softly every fifteen seconds. */
  beep: boolean;
}>;

export type RecordingNews =
  /** Everybody has been told: from now on it is kept. */
  | Readonly<{ type: "recording" }>
  /** The file is closed; `fault` says why, where nobody asked for it. */
  | Readonly<{ type: "ended"; fault: RecordingFault | null }>;

/** A recording under way. What is not kept, because of a pause or of a hold, leaves half a second of silence. */
export type Recorder = Readonly<{ pause: (paused: boolean) => void; stop: () => void }>;

/** The media engine: RTP towards peers, WebRTC towards the browser. */
export type SoundEngine = Readonly<{
  /**
   * Opens the sound of a call; its news come until `close`. `address` is the one of ours that reaches the peer: RTP is bound to it and
   * descriptions give it; without one, the engine's own. Unless `encryption` says otherwise, sound is encrypted only where the peer insists.
   */
  open: (news: (news: SoundNews) => void, address?: string, encryption?: Encryption) => Promise<CallSound>;
  /** Records the mix of that name, which may be empty for a while, until it is stopped. */
  record: (mix: string, wish: RecordingWish, news: (news: RecordingNews) => void) => Recorder;
  /** Expects the next calls on this address of ours: their sound may be opened ahead, so that it need not be waited for. */
  prepare: (address: string, encryption: Encryption) => void;
  /**
   * Links the browser page of a session by its offer and returns the answer. A second offer of the same session renegotiates the same
   * link; an offer of another session replaces the link.
   */
  linkBrowser: (session: string, offer: string) => Promise<string>;
  /** Calls back when the link was lost by a fault of the engine: the page has to link anew. */
  onLost: (listener: () => void) => void;
  /** Ends the link of that session; unknown sessions are ignored. */
  unlinkBrowser: (session: string) => void;
  /** Ends everything. */
  stop: () => Promise<void>;
}>;
