import { areTogether, isInBrowser, talks, type Call, type Codec, type Tone } from "@twp/shared/protocol/index.ts";

/** What the page with the sound should do, given the calls. */
export type Wanted = Readonly<{ tone: Tone; microphone: boolean; codec: Codec | null }>;

/** Decides tone, microphone and codec from the calls alone, so that every window and every reload agree. */
export function wantedSound(calls: readonly Call[]): Wanted {
  const speaking = calls.find((call) => call.state === "active");
  const heard = speaking ?? calls.find((call) => call.state === "ringing" && call.earlyMedia);
  const inBrowser = calls.filter(isInBrowser);
  return {
    tone: toneFor(calls, speaking !== undefined, heard !== undefined),
    // Open while a call is held too: a wireless headset would need seconds to come back.
    microphone: inBrowser.some((call) => talks(call) || (call.direction === "outgoing" && isBeginning(call))),
    codec:
      heard === undefined || !isInBrowser(heard)
        ? null
        : heard.conference === null
          ? heard.codec
          : codecOfMix(calls, heard),
  };
}

/**
 * The codec between the browser and a mix: G.722 carries as much as the mix does, at a tenth of Opus's work; where all telephones are
 * narrow, G.711 does.
 */
function codecOfMix(calls: readonly Call[], heard: Call): Codec {
  const narrow = (call: Call): boolean => call.codec === "PCMA" || call.codec === "PCMU";
  return calls.filter((call) => areTogether(call, heard)).every(narrow) ? "PCMA" : "G722";
}

function toneFor(calls: readonly Call[], speaking: boolean, hearing: boolean): Tone {
  const offered = calls.some((call) => call.state === "offered" && !call.silenced);
  if (offered) return speaking || calls.some(isBeginning) ? "call-waiting" : "ring";
  if (hearing) return "none";
  if (calls.some((call) => call.state === "ringing")) return "ringback";
  const failed = calls.findLast((call) => call.state === "ended" && call.direction === "outgoing");
  if (failed === undefined || calls.some((call) => call.state === "dialling" || call.state === "held")) return "none";
  return failureTone(failed);
}

const isBeginning = (call: Call): boolean => call.state === "dialling" || call.state === "ringing";

/** ITU-T E.180: busy tone when the subscriber is engaged, congestion tone when the network cannot go on. */
function failureTone(call: Call): Tone {
  switch (call.end) {
    case "busy":
    case "declined-by-peer":
      return "busy";
    case "not-found":
    case "unreachable":
    case "server-error":
    case "no-common-codec":
    case "not-encrypted":
    case "wrong-certificate":
    case "no-keys":
    case "wrong-password":
      return "congestion";
    case "hung-up":
    case "hung-up-by-peer":
    case "declined":
    case "cancelled":
    case "missed":
    case "no-answer":
    case "sound-failed":
    case "answered-elsewhere":
    case "forwarded":
    case "transferred":
    case "abandoned":
    case "phone-no-answer":
    case "phone-busy":
    case "phone-unreachable":
    case null:
      return "none";
  }
}
