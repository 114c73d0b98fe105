import type { Codec } from "@twp/shared/protocol/calls.ts";
import type { BrowserLink } from "./browser-link.ts";
import { codecFacts, frameTicks } from "./codecs.ts";
import { createEar, type Ear } from "./ear.ts";
import { followingEncoder } from "./mix-voices.ts";
import { heardOf, sumOf } from "./mixing.ts";
import type { Pace } from "./pacing.ts";
import { mixSamples } from "./resampling.ts";
import type { RtpPacket } from "./rtp.ts";
import { Track } from "./track.ts";
import type { RecordingNews, RecordingWish } from "../../features/sounds/ports.ts";

/** Who can be heard by the browser, and hears it: a call, or a mix. */
export type Conversation = Readonly<{ speak: (codec: Codec, packet: RtpPacket, source: string) => void }>;

/** A call, as far as a mix is concerned. */
export type Participant = Readonly<{
  /** The codec its peer wants; null while its peer is not to hear anything. */
  codec: () => Codec | null;
  /** Has the user silenced the microphone towards it? */
  hearsUser: () => boolean;
  say: (payload: Uint8Array) => void;
}>;

/** A call's place in a mix. */
export type Seat = Readonly<{ hear: (codec: Codec, packet: RtpPacket) => void; leave: () => void }>;

type Taken = Readonly<{ who: Participant; ear: Ear; encoder: ReturnType<typeof followingEncoder> }>;

/** What a mix needs of its engine. */
export type MixSurroundings = Readonly<{
  pace: Pace;
  browser: Pick<BrowserLink, "send">;
  heard: { by: Conversation | null };
}>;

/**
 * Several calls that hear each other, and perhaps the user. Everything is mixed at 16 kHz: no telephone's codec but Opus carries more, and
 * that one speaks it without a conversion; 48 kHz would be three times the work for a band that the others cannot hear.
 */
export class Mix implements Conversation {
  readonly #around: MixSurroundings;
  readonly #name: string;
  readonly #seats = new Set<Taken>();
  /** Telephones with which the user takes part, in the browser's place. */
  readonly #telephones = new Set<Taken>();
  readonly #toBrowser = followingEncoder();
  #user: Ear | null = null;
  /** The user hears the mix in the codec that the page speaks; until it does, in the one that needs no look ahead. */
  #userCodec: Codec = "G722";
  #leavePace: (() => void) | null = null;
  #track: Track | null = null;
  #sent = 0;
  #time = 0;

  constructor(name: string, around: MixSurroundings) {
    this.#name = name;
    this.#around = around;
  }

  get isEmpty(): boolean {
    return this.#seats.size + this.#telephones.size === 0;
  }

  /** Can nobody miss it? A recording waits also for calls that are on hold. */
  get isOver(): boolean {
    return this.isEmpty && this.#track === null;
  }

  /** Records it, in place of what was recorded before. */
  record(wish: RecordingWish, news: (news: RecordingNews) => void): Track {
    void this.#track?.stop();
    const track: Track = new Track(wish, (told) => {
      if (told.type === "ended" && this.#track === track) this.#track = null;
      news(told);
    });
    this.#track = track;
    return track;
  }

  /** Takes a call in, with the user or without. */
  join(who: Participant, withUser: boolean): Seat {
    this.#seatUser(withUser);
    return this.#sit(who, this.#seats);
  }

  /** Takes in a telephone of the user's. */
  joinAsUser(who: Participant): Seat {
    return this.#sit(who, this.#telephones);
  }

  /** A packet of the browser. */
  readonly speak = (codec: Codec, packet: RtpPacket): void => {
    this.#userCodec = codec;
    this.#user?.hear(codec, packet);
  };

  #sit(who: Participant, among: Set<Taken>): Seat {
    const taken = { who, ear: createEar(), encoder: followingEncoder() };
    among.add(taken);
    this.#leavePace ??= this.#around.pace.join(() => this.#tick());
    return { hear: taken.ear.hear, leave: () => this.#leave(taken, among) };
  }

  #leave(taken: Taken, among: Set<Taken>): void {
    among.delete(taken);
    if (this.#seats.size > 0) return;
    this.#track?.interrupt();
    this.#seatUser(false);
    if (!this.isEmpty) return;
    this.#leavePace?.();
    this.#leavePace = null;
  }

  #seatUser(present: boolean): void {
    const { heard } = this.#around;
    if (present) heard.by = this;
    else if (heard.by === this) heard.by = null;
    this.#user = present ? (this.#user ?? createEar()) : null;
  }

  #tick(): number {
    const now = performance.now();
    const user = this.#userVoice(now);
    const voices = [...this.#seats].map(({ who, encoder, ear }) => ({ who, encoder, voice: ear.input.next(now) }));
    const others = voices.map(({ voice }) => voice);
    const said = this.#track?.say(this.#isHeardByAll()) ?? null;
    this.#record(user, others);
    const sum = sumOf([...others, said], mixSamples);
    for (const { who, voice, encoder } of voices) {
      const codec = who.codec();
      const encode = codec && encoder(codec);
      if (encode !== null) who.say(encode(heardOf(sum, voice, who.hearsUser() ? user : null)));
    }
    this.#tellUser(sum);
    this.#tellTelephones(sum);
    return 0;
  }

  /** What the user says, in the browser or with a telephone. */
  #userVoice(now: number): Int16Array | null {
    const voices = [this.#user, ...[...this.#telephones].map(({ ear }) => ear)].map(
      (ear) => ear?.input.next(now) ?? null,
    );
    const heard = voices.filter((voice) => voice !== null);
    return heard.length > 1 ? heardOf(sumOf(heard, mixSamples), null, null) : (heard[0] ?? null);
  }

  #tellTelephones(sum: Int32Array): void {
    for (const { who, encoder } of this.#telephones) {
      const codec = who.codec();
      const encode = codec && encoder(codec);
      if (encode !== null) who.say(encode(heardOf(sum, null, null)));
    }
  }

  /** Has everybody a codec, and is it loaded? */
  #isHeardByAll(): boolean {
    return [...this.#seats].every(({ who, encoder }) => {
      const codec = who.codec();
      return codec !== null && encoder(codec) !== null;
    });
  }

  #record(user: Int16Array | null, others: readonly (Int16Array | null)[]): void {
    if (this.#track === null) return;
    const isHeard = [...this.#seats].some(({ who }) => who.hearsUser());
    this.#track.keep(isHeard ? user : null, heardOf(sumOf(others, mixSamples), null, null));
  }

  #tellUser(sum: Int32Array): void {
    const { heard, browser } = this.#around;
    if (this.#user === null || heard.by !== this) return;
    const codec = this.#userCodec;
    const payload = this.#toBrowser(codec)?.(heardOf(sum, null, null));
    if (payload === undefined) return;
    this.#sent += 1;
    this.#time = (this.#time + frameTicks(codecFacts[codec].clock)) >>> 0;
    const packet = { payloadType: 0, marker: false, sequence: this.#sent & 0xffff, timestamp: this.#time, ssrc: 0 };
    browser.send(codec, { ...packet, payload }, this.#name);
  }
}

/** The mixes of an engine, each for as long as somebody is in it. */
export function createMixes(around: MixSurroundings): (name: string) => Mix {
  const mixes = new Map<string, Mix>();
  return (name) => {
    for (const [other, mix] of mixes) if (mix.isOver) mixes.delete(other);
    const mix = mixes.get(name) ?? new Mix(name, around);
    mixes.set(name, mix);
    return mix;
  };
}
