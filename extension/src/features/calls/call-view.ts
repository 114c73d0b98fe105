import { isUnderWay, type Call, type CallState } from "@twp/shared/protocol/calls.ts";
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
  if (call.phoneRings !== null && call.state === "dialling") return "calls:phone-rings";
  if (call.heldByPeer) return "calls:held-by-peer";
  if (isSilent(call)) return "calls:quiet";
  if (call.state === "active" && call.conference !== null) return "calls:conference.member";
  if (call.state === "ringing" && call.earlyMedia) return "calls:early-media";
  return `calls:state.${call.state}`;
}

/** We speak, and nothing comes back: no sound, not even that of a quiet room. */
export function isSilent({ state, quiet }: Call): boolean {
  return state === "active" && quiet;
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

/** Who is at the other end: a name where one is known, and the number beside it. */
export function peerWords(call: Call, show: (number: string) => string): { name: string; number: string | null } {
  const { name, number } = call.peer;
  if (name === "" || name === number) return { name: show(number), number: null };
  return { name, number: show(number) };
}
