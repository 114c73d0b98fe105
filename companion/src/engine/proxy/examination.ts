import { splitList } from "../message/grammar.ts";
import type { Headers, SipRequest } from "../message/message.ts";
import { branchOf, readVia } from "../message/via.ts";
import { hopsLeft, loopMark } from "./forward.ts";
import { itineraryOf } from "./itinerary.ts";
import type { IsOurs, Itinerary } from "./itinerary.ts";

/** A request that may pass: where it goes, the hops it has left behind us, and the mark by which we know it again. */
export type Passing = { readonly itinerary: Itinerary; readonly maxForwards: number; readonly mark: string };

/** A request that may not, and the status that says so. */
export type Flaw = { readonly status: number; readonly reason: "max-forwards" | "loop" | "bad-route" };

/** Whether a request may pass (RFC 3261 section 16.3). */
export function examine(request: SipRequest, isOurs: IsOurs): Passing | Flaw {
  const hops = hopsLeft(request.headers);
  if (hops === undefined || hops === 0) return { status: hops === 0 ? 483 : 400, reason: "max-forwards" };
  const itinerary = itineraryOf(request, isOurs);
  if (!itinerary) return { status: 400, reason: "bad-route" };
  const mark = loopMark(request);
  if (hasPassed(request.headers, mark)) return { status: 482, reason: "loop" };
  return { itinerary, maxForwards: hops - 1, mark };
}

/** Whether one of the Vias is ours and bears that mark: the request went in a circle (RFC 5393). */
function hasPassed(headers: Headers, mark: string): boolean {
  return headers
    .all("Via")
    .some((line) => line.includes(mark) && branchesOf(line).some((branch) => branch.endsWith(`.${mark}`)));
}

function branchesOf(line: string): string[] {
  return (splitList(line) ?? []).flatMap((value) => {
    const via = readVia(value);
    return via ? [branchOf(via)] : [];
  });
}
