import type { Call, DialPlan } from "@twp/shared/protocol/index.ts";
import { numberKey } from "@twp/shared/dialling/same-number.ts";
import type { KeptCall } from "./ports.ts";

/** What is kept of a call that is over; null of one that is not. */
export function keptOf(call: Call, plan: DialPlan): KeptCall | null {
  const { id, direction, peer, startedAt, answeredAt, endedAt, end, redirectedBy, dialled } = call;
  if (end === null || endedAt === null) return null;
  return {
    id,
    direction,
    number: peer.number,
    name: peer.name,
    startedAt,
    answeredAt,
    endedAt,
    end,
    redirectedBy,
    source: dialled?.source ?? null,
    key: numberKey(peer.number, plan),
    dialled: dialled?.target ?? null,
  };
}
