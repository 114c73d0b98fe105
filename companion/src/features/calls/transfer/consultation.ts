import { Failure } from "@twp/shared/protocol/index.ts";
import type { Book } from "../book.ts";
import { holdOthers, setHeld } from "../holding.ts";
import { connectParty, type LiveCall } from "../live-call.ts";

/** Who waits, and who is asked for advice meanwhile. */
export type Consultation = Readonly<{ first: LiveCall; consultant: LiveCall }>;

const talking = ["active", "held"] as const;
const begun = ["dialling", "ringing", ...talking] as const;

/** The consultation whose call to the consultant has that id. Throws `call-unknown` or `call-wrong-state`. */
export function consultationOf(book: Book, callId: string): Consultation {
  const consultant = book.inState(callId, begun);
  const { consults } = consultant.call();
  if (consults === null) throw new Failure("call-wrong-state");
  return { consultant, first: book.inState(consults, talking) };
}

/**
 * Speaks with the other of the two, and where both wait, with the first. Both are asked at once: whoever is left hears no more from the press
 * on, however long the answer takes. Whoever refuses to wait is spoken with further.
 */
export async function swap({ first, consultant }: Consultation): Promise<null> {
  if (consultant.call().answeredAt === null) throw new Failure("call-wrong-state");
  const [from, to] = first.call().state === "active" ? [first, consultant] : [consultant, first];
  if (from.call().state !== "active") return setHeld(to, false);
  from.sound()?.connect({ kind: "nobody" });
  const [left, joined] = await Promise.allSettled([setHeld(from, true), setHeld(to, false)]);
  if (left.status === "rejected" && from.call().state === "active") {
    if (joined.status === "fulfilled") await setHeld(to, true);
    connectParty(from);
    throw left.reason;
  }
  if (joined.status === "rejected") throw joined.reason;
  return null;
}

/** Ends the call to the consultant and speaks with the first again. */
export async function takeBack(book: Book, { first, consultant }: Consultation): Promise<null> {
  consultant.end("hung-up");
  holdOthers(book.live(), first);
  // The hold with which the consultation began may still be on its way: what comes now waits for it.
  const speaking = await first.inTurn(async () => first.call().state === "active");
  return speaking ? null : setHeld(first, false);
}
