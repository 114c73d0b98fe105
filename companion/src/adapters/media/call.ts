import type { Codec } from "@twp/shared/protocol/calls.ts";
import {
  SoundRefusal,
  type CallSound,
  type Direction,
  type Keying,
  type Party,
  type SoundNews,
} from "../../features/sounds/ports.ts";
import type { BrowserLink } from "./browser-link.ts";
import { codecFacts, frameTicks, frameTime } from "./codecs.ts";
import { DigitQueue } from "./digit-queue.ts";
import type { Security } from "./encryption.ts";
import { silentFrames } from "./encoders.ts";
import {
  beginNegotiation,
  makeAnswer,
  makeOffer,
  receives,
  sends,
  takeAnswer,
  type Agreement,
  type Negotiation,
} from "./negotiation.ts";
import type { Conversation, Mix, Seat } from "./mix.ts";
import type { Pace } from "./pacing.ts";
import { Peer } from "./peer.ts";
import { Playback } from "./playback.ts";
import type { RtpPacket } from "./rtp.ts";
import type { SocketPair } from "./sockets.ts";
import type { Frame } from "./stream.ts";
import { SpokenMessage } from "./spoken-message.ts";
import { areDigits, writeEvent } from "./telephone-events.ts";

/** What a call shares with the others of its engine. */
export type CallSurroundings = Readonly<{
  address: string;
  codecs: readonly Codec[];
  security: Security;
  pace: Pace;
  browser: BrowserLink;
  /** The one conversation that the browser hears. */
  heard: { by: Conversation | null };
  mixes: (name: string) => Mix;
}>;

/** After so many milliseconds without a packet of our side's sound, silence takes its place. */
const patience = 50;

/** So long nothing may come of a peer that should be heard, in milliseconds: some send no packets while they are silent, but now and then one. */
const quietLimit = 6000;

let serial = 0;

/** The sound of one call inside the engine. */
export class Call implements CallSound, Conversation {
  readonly #around: CallSurroundings;
  readonly #news: (news: SoundNews) => void;
  readonly #onClose: () => void;
  readonly #peer: Peer;
  readonly #digits = new DigitQueue();
  readonly #playback = new Playback(() => this.#news({ type: "played" }));
  #timers: readonly NodeJS.Timeout[] = [];
  #leavePace: () => void = () => {};
  #negotiation: Negotiation;
  #agreement: Agreement | null = null;
  /** How the sound is encrypted, as it was told last. */
  #secured: Keying | null | undefined;
  #party: Party = { kind: "nobody" };
  #seat: Seat | null = null;
  #message: SpokenMessage | null = null;
  #muted = false;
  #spokenAt = Number.NEGATIVE_INFINITY;
  #silence = 0;
  #agreedAt = 0;
  #quiet = false;
  #closed = false;

  constructor(sockets: SocketPair, around: CallSurroundings, news: (news: SoundNews) => void, closed: () => void) {
    this.#around = around;
    this.#news = news;
    this.#onClose = closed;
    serial += 1;
    const id = String(Date.now() * 1000 + (serial % 1000));
    this.#negotiation = beginNegotiation(id, around.address, sockets.port, around.codecs, around.security);
    this.#peer = new Peer(sockets, around.security.handshake, {
      sound: (codec, packet) => this.#hear(codec, packet),
      digit: (digit) => this.#news({ type: "digit", digit }),
      arriving: () => this.#news({ type: "arriving" }),
      secured: () => this.#tellSecrecy("handshake"),
      failed: (reason) => this.#news({ type: "failed", reason }),
    });
  }

  readonly offer = (direction: Direction, only?: Keying): Promise<string> => {
    const { next, sdp } = makeOffer(this.#negotiation, direction, only);
    this.#negotiation = next;
    return Promise.resolve(sdp);
  };

  readonly accept = (answer: string): Promise<void> => {
    const outcome = takeAnswer(this.#negotiation, answer);
    if ("refused" in outcome) return Promise.reject(new SoundRefusal(outcome.refused, outcome.why));
    this.#agree(outcome.next);
    return Promise.resolve();
  };

  readonly answer = (offer: string, direction: Direction): Promise<string> => {
    const outcome = makeAnswer(this.#negotiation, offer, direction);
    if ("refused" in outcome) return Promise.reject(new SoundRefusal(outcome.refused, outcome.why));
    this.#agree(outcome.next);
    return Promise.resolve(outcome.sdp);
  };

  readonly connect = (party: Party): void => {
    const { heard } = this.#around;
    if (party.kind === "browser") heard.by = this;
    else if (heard.by === this) heard.by = null;
    this.#seat?.leave();
    this.#seat = party.kind === "mix" || party.kind === "user-of" ? this.#joinMix(party) : null;
    this.#message?.stop();
    this.#message = party.kind === "recorder" ? new SpokenMessage(party, this.#around.pace, this.#news) : null;
    this.#party = party;
    this.#spokenAt = Number.NEGATIVE_INFINITY;
    this.#playback.play(party.kind === "player" ? party.files : null);
    this.#keepPace();
  };

  readonly mute = (muted: boolean): void => {
    this.#muted = muted;
  };

  readonly sendDigits = (digits: string): Promise<void> => {
    const events = this.#agreement && sends(this.#agreement.direction) ? this.#agreement.sendEvents : null;
    if (events === null || !areDigits(digits)) {
      return Promise.reject(new SoundRefusal("sound-failed", "the peer takes no such digits"));
    }
    const sent = this.#digits.push(digits, events.clock);
    this.#keepPace();
    return sent;
  };

  readonly close = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    const { heard } = this.#around;
    if (heard.by === this) heard.by = null;
    this.#seat?.leave();
    this.#message?.stop();
    this.#leavePace();
    for (const timer of this.#timers) clearInterval(timer);
    this.#digits.clear();
    this.#playback.play(null);
    this.#peer.close();
    this.#onClose();
  };

  /** A packet of the browser for this call. One in another codec than ours is dropped: the page has not switched yet. */
  readonly speak = (codec: Codec, packet: RtpPacket, source: string): void => {
    // While we hold the peer our voice is not for it; it hears silence, or a player's music.
    const open = this.#agreement?.direction === "sendrecv" && codec === this.#agreement.codec;
    if (!open || this.#muted || this.#digits.isBusy || this.#party.kind !== "browser") return;
    this.#pass(packet, source);
  };

  #joinMix(party: Extract<Party, { kind: "mix" | "user-of" }>): Seat {
    const wants = (): Codec | null => {
      const agreed = this.#agreement;
      return agreed !== null && sends(agreed.direction) && !this.#digits.isBusy ? agreed.codec : null;
    };
    const say = (payload: Uint8Array): void => this.#sendFrame(payload);
    const who = { codec: wants, hearsUser: () => !this.#muted, say };
    if (party.kind === "user-of") return this.#around.mixes(party.mix).joinAsUser(who);
    return this.#around.mixes(party.name).join(who, party.user);
  }

  #agree(next: Negotiation): void {
    const before = this.#agreement;
    const after = next.agreement;
    this.#negotiation = next;
    if (after === null || this.#closed) return;
    this.#agreement = after;
    this.#peer.agree(after);
    if (before === null || before.direction !== after.direction) this.#agreedAt = performance.now();
    if (before === null) this.#beginReports();
    this.#keepPace();
    if (before?.codec !== after.codec) {
      this.#news({ type: "codec", codec: after.codec });
      this.#playback.speak(after.codec);
    }
    // Keys of a handshake are told of when they have come.
    if (after.handshake === null) this.#tellSecrecy(after.keys === null ? null : "keys");
    if ((before?.heldByPeer ?? false) !== after.heldByPeer) this.#news({ type: "heldByPeer", held: after.heldByPeer });
  }

  #tellSecrecy(by: Keying | null): void {
    if (this.#secured === by) return;
    this.#secured = by;
    this.#news({ type: "encrypted", by });
  }

  /** Frames are counted while we may send, from the next one on. */
  #keepPace(): void {
    this.#leavePace();
    this.#leavePace = () => {};
    if (this.#closed || this.#agreement === null || !sends(this.#agreement.direction)) return;
    this.#leavePace = this.#around.pace.join(() => this.#tick());
  }

  #beginReports(): void {
    this.#timers = [setInterval(() => this.#tellQuality(), 1000), setInterval(() => this.#peer.report(), 5000)];
  }

  /** Sound of the peer, for whoever is on our side. */
  #hear(codec: Codec, packet: RtpPacket): void {
    if (this.#party.kind === "browser") {
      if (this.#around.heard.by === this) this.#around.browser.send(codec, packet, this.#negotiation.id);
    } else if (this.#seat !== null) {
      // A peer that holds us may play music meanwhile: that is not for the others.
      if (this.#agreement?.heldByPeer === false) this.#seat.hear(codec, packet);
    } else if (this.#party.kind === "recorder") {
      this.#message?.hear(codec, packet);
    } else if (this.#party.kind === "echo") {
      const open = this.#agreement && sends(this.#agreement.direction) && codec === this.#agreement.codec;
      if (open && !this.#muted && !this.#digits.isBusy) this.#pass(packet, `echo ${packet.ssrc}`);
    }
  }

  /** Sends on what another stream brought; it keeps that stream's time. */
  #pass(packet: RtpPacket, source: string): void {
    const { timestamp, marker, payload } = packet;
    this.#spokenAt = performance.now();
    this.#send({ source, timestamp, payload, marker, runsOn: true });
  }

  #send(frame: Pick<Frame, "source" | "timestamp" | "payload" | "marker" | "runsOn">): void {
    if (this.#agreement === null) return;
    const { codec, sendPayloadType: payloadType } = this.#agreement;
    const { clock } = codecFacts[codec];
    this.#peer.send({ ...frame, payloadType, clock, sequence: null });
  }

  /** Once a frame while we may send: digits first, then the player, then silence where nobody speaks. */
  #tick(): number {
    if (this.#agreement === null) return 0;
    if (this.#digits.isBusy) this.#sendDigit(this.#agreement);
    else if (this.#party.kind === "player") this.#sendFrame(this.#muted ? null : this.#playback.next());
    else if (this.#party.kind === "recorder") this.#sendFrame(null);
    else if (this.#party.kind !== "nobody" && this.#seat === null) return this.#watchVoice();
    return 0;
  }

  /** As long as the other side's packets come, there is nothing to do until they could be missed. */
  #watchVoice(): number {
    const left = patience - (performance.now() - this.#spokenAt);
    if (left >= 0) return Math.floor(left / frameTime);
    this.#sendFrame(null);
    return 0;
  }

  /** A frame of our own making, silence where there is none. */
  #sendFrame(payload: Uint8Array | null): void {
    if (this.#agreement === null) return;
    const { codec } = this.#agreement;
    this.#silence = (this.#silence + frameTicks(codecFacts[codec].clock)) >>> 0;
    this.#send({ source: "own", timestamp: this.#silence, payload: payload ?? silentFrames[codec], marker: false });
  }

  #sendDigit({ codec, sendEvents }: Agreement): void {
    const next = this.#digits.next();
    if (next === null || sendEvents === null) return;
    const { frame, press } = next;
    this.#peer.send({
      // All packets of a press carry the time of its beginning: each press is a source of its own.
      source: `digit ${press}`,
      payloadType: sendEvents.payloadType,
      clock: codecFacts[codec].clock,
      timestamp: 0,
      sequence: null,
      marker: frame.marker,
      payload: writeEvent(frame),
    });
  }

  #tellQuality(): void {
    const quality = this.#peer.takeQuality();
    if (quality !== null) this.#news({ type: "quality", quality });
    const quiet = this.#isQuiet();
    if (quiet !== this.#quiet) this.#news({ type: "quiet", quiet });
    this.#quiet = quiet;
  }

  #isQuiet(): boolean {
    const should = this.#agreement !== null && receives(this.#agreement.direction) && !this.#agreement.heldByPeer;
    return should && performance.now() - Math.max(this.#agreedAt, this.#peer.quietSince()) > quietLimit;
  }
}
