import { isUnderWay, Failure, type callsCommands } from "@twp/shared/protocol/index.ts";
import type { Commands } from "../ports.ts";
import type { Book } from "./book.ts";
import type { CallsPorts } from "./calls.ts";
import { consultationOf, swap, takeBack, type Consultation } from "./consultation.ts";
import { dialledBy } from "./dialled.ts";
import type { LiveCall } from "./live-call.ts";
import { createReferrals, type Referrals } from "./referrals.ts";

type Command = "calls.transfer" | "calls.completeTransfer" | "calls.swap" | "calls.takeBack";

/** The transfers and consultations of the calls in that book. */
export type Transfers = Pick<Referrals, "leave"> &
  Readonly<{ commands: Commands<Extract<keyof typeof callsCommands, Command>> }>;

/** Begins with none. */
export function createTransfers({ plan, clock }: Pick<CallsPorts, "plan" | "clock">, book: Book): Transfers {
  const { begin, leave } = createReferrals(clock, book);

  const transfer = (live: LiveCall, target: string, consultant: LiveCall | null = null): null => {
    const { dial, number } = dialledBy(target, plan());
    return begin({ live, to: number, referral: { target: dial }, consultant });
  };

  /** A consultant who speaks with us is asked for in our place (RFC 5589 section 7), one who has not answered as if never called. */
  const complete = ({ first, consultant }: Consultation): null => {
    const { peer, dialled, answeredAt } = consultant.call();
    const place = consultant.leg()?.place() ?? null;
    if (answeredAt !== null && place !== null)
      return begin({ live: first, to: peer.number, referral: place, consultant });
    return transfer(first, dialled?.target ?? peer.number, consultant);
  };

  const left = (pair: Consultation): Consultation => {
    leave(pair.first);
    leave(pair.consultant);
    return pair;
  };

  return {
    commands: {
      "calls.transfer": ({ callId, target }) => transfer(notUnderWay(book.inState(callId, ["active", "held"])), target),
      "calls.completeTransfer": ({ callId }) => complete(pairAtRest(book, callId)),
      "calls.swap": ({ callId }) => swap(left(pairAtRest(book, callId))),
      "calls.takeBack": ({ callId }) => takeBack(book, left(consultationOf(book, callId))),
    },
    leave,
  };
}

function notUnderWay(live: LiveCall): LiveCall {
  if (isUnderWay(live.call().transfer)) throw new Failure("call-wrong-state");
  return live;
}

function pairAtRest(book: Book, callId: string): Consultation {
  const pair = consultationOf(book, callId);
  notUnderWay(pair.first);
  return pair;
}
