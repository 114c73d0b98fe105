import { isUnderWay, type Call, type CallState, type Codec, type Quality } from "@twp/shared/protocol/calls.ts";
import type { TextKey } from "../../texts.ts";
import type { Tone } from "../../ui/avatar.tsx";

/** The colour a call's state has for the user. */
export const stateTones: Readonly<Record<CallState, Tone>> = {
  dialling: "warn",
  ringing: "warn",
  offered: "warn",
  active: "ok",
  held: "warn",
  joined: "ok",
  ended: "off",
};

/** What stands under the name: the call's state in words, and for one that is over, why. */
export function stateText(call: Call): TextKey {
  if (call.end === "forwarded" && call.direction === "incoming") return "calls:forwarded-by-you";
  if (call.end !== null) return `calls:end.${call.end}`;
  if (isUnderWay(call.transfer)) return `calls:transfer.${call.transfer.state}`;
  if (call.heldByPeer) return "calls:held-by-peer";
  if (call.state === "active" && call.conference !== null) return "calls:conference.member";
  if (call.state === "ringing" && call.earlyMedia) return "calls:early-media";
  return `calls:state.${call.state}`;
}

/** Was it an end nobody wished? Then its words are shown as bad news. */
export function endedBadly(call: Call): boolean {
  if (call.end === "forwarded") return call.direction === "outgoing";
  return (
    call.end !== null && !["hung-up", "hung-up-by-peer", "cancelled", "declined", "transferred"].includes(call.end)
  );
}

/** How long we have spoken, in seconds; null before anybody answered. */
export function talkedSeconds({ answeredAt, endedAt }: Call, now: number): number | null {
  return answeredAt === null ? null : Math.max(0, Math.floor(((endedAt ?? now) - answeredAt) / 1000));
}

/** `1:02:03` or `02:03`. */
export function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const pair = (value: number): string => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${pair(minutes)}:${pair(rest)}` : `${pair(minutes)}:${pair(rest)}`;
}

/** How the sound is, in three words a listener would use. */
export type Hearing = "good" | "fair" | "poor";

/** One in a hundred packets lost is heard by few, one in twenty by all; jitter beyond what the buffer takes is lost as well. */
export function hearing({ received, lost, jitter }: Quality): Hearing {
  const share = received + lost === 0 ? 0 : lost / (received + lost);
  if (share > 0.05 || jitter > 60) return "poor";
  return share > 0.01 || jitter > 30 ? "fair" : "good";
}

/** What people call the codecs. */
export const codecNames: Readonly<Record<Codec, string>> = {
  opus: "Opus",
  G722: "G.722",
  PCMA: "G.711 A",
  PCMU: "G.711 µ",
};

/** Who is at the other end: a name where one is known, and the number beside it. */
export function peerWords(call: Call, show: (number: string) => string): { name: string; number: string | null } {
  const { name, number } = call.peer;
  if (name === "" || name === number) return { name: show(number), number: null };
  return { name, number: show(number) };
}
