import * as v from "valibot";
import { codecs } from "./calls.ts";

/**
 * The tone the page with the sound plays by itself:
 * `ringback` while the other side rings, `busy` and `congestion` after a failed call, `ring` for a caller,
 * `call-waiting` for a caller while we speak.
 */
export const tones = ["none", "ringback", "busy", "congestion", "ring", "call-waiting"] as const;
export type Tone = (typeof tones)[number];

/** A browser as it was paired: its id, and what it called itself. */
export const PairedBrowser = v.object({ id: v.string(), name: v.string() });
export type PairedBrowser = v.InferOutput<typeof PairedBrowser>;

/** What the sound is doing. One page of one browser holds it at a time. */
export const SoundState = v.object({
  /** The session of the page that holds the sound, or nobody. */
  holder: v.nullable(v.string()),
  /** The browser of that page. */
  browser: v.nullable(PairedBrowser),
  /** The browser that the user wants the sound in: its page takes it from whoever holds it. */
  offeredTo: v.nullable(v.string()),
  /** Calls go on whose browser has gone: they hear a waiting tone, and end then (milliseconds since the epoch) unless a page takes the sound. */
  callsEndAt: v.nullable(v.number()),
  tone: v.picklist(tones),
  /** Tones differ from country to country (ITU-T E.180); ISO 3166 code. */
  country: v.string(),
  /** The microphone is needed: a call is under way that wants to hear us. */
  microphone: v.boolean(),
  /** The codec the page should send in, that of the call we hear; null while there is none. */
  codec: v.nullable(v.picklist(codecs)),
});
export type SoundState = v.InferOutput<typeof SoundState>;

export const silence: SoundState = {
  holder: null,
  browser: null,
  offeredTo: null,
  callsEndAt: null,
  tone: "none",
  country: "FR",
  microphone: false,
  codec: null,
};

const sdp = v.pipe(v.string(), v.minLength(1), v.maxLength(64 * 1024));

export const soundsCommands = {
  /**
   * Links this page's peer connection to the media engine (WebRTC on loopback, RFC 8829): first offer or a later one of the same
   * connection. Fails with `sound-held-elsewhere` while another page holds the sound, unless it is offered to this browser.
   */
  "sounds.connect": {
    params: v.strictObject({ offer: sdp }),
    result: v.object({ answer: sdp }),
  },
  /** Gives the sound back. Closing the connection does the same. */
  "sounds.disconnect": { params: v.null(), result: v.null() },
  /** Wants the sound in the browser that asks, whoever holds it. */
  "sounds.take": { params: v.null(), result: v.null() },
} as const;

export const SoundsEvent = v.object({ type: v.literal("sounds.changed"), sounds: SoundState });
export type SoundsEvent = v.InferOutput<typeof SoundsEvent>;

/** Folds one event into the sound's state. */
export function applySoundsEvent(_sounds: SoundState, event: SoundsEvent): SoundState {
  return event.sounds;
}
