import { isUnderWay, Failure, type callsCommands } from "@twp/shared/protocol/index.ts";
import type { Commands } from "../../ports.ts";
import type { Book } from "../book.ts";
import type { CallsPorts } from "../calls.ts";
import { createConferences, type Conferences } from "../conference/conferences.ts";
import { createConnecting } from "./connecting.ts";
import { consultationOf, swap, takeBack, type Consultation } from "./consultation.ts";
import { dialledBy } from "../dialled.ts";
import type { LiveCall } from "../live-call.ts";
import { createReferrals, type Referrals } from "./referrals.ts";

type Command = "calls.transfer" | "calls.completeTransfer" | "calls.swap" | "calls.takeBack";

/** The transfers, consultations and conferences of the calls in that book: each may turn into another. */
export type Transfers = Pick<Referrals, "leave"> &
  Readonly<{ commands: Commands<Extract<keyof typeof callsCommands, Command>> & Conferences["commands"] }>;

/** Begins with none. */
export function createTransfers(ports: CallsPorts, book: Book): Transfers {
  const { plan, clock } = ports;
  const leave = (live: LiveCall): LiveCall => {
    connecting.leave(live);
    return referrals.leave(live);
  };
  const conferences = createConferences(ports, book, { handOver: (two) => handOver(two), leave });
  const connecting = createConnecting(ports, book, conferences.join);
  const referrals = createReferrals(clock, book, connecting.connect);
  const { begin } = referrals;

  /** Of two who talk on without us, one that can is asked to call the other in our place. */
  const handOver = (two: readonly LiveCall[]): void => {
    const asked = two.find((each) => each.leg()?.takesReferrals() === true);
    const other = two.find((each) => each !== asked);
    const place = other?.leg()?.place() ?? null;
    if (asked !== undefined && other !== undefined && place !== null)
      begin({ live: asked, to: other.call().peer.number, referral: place, consultant: other });
  };

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
      ...conferences.commands,
      "calls.transfer": ({ callId, target }) => transfer(onItsOwn(book.inState(callId, ["active", "held"])), target),
      "calls.completeTransfer": ({ callId }) => complete(pairAtRest(book, callId)),
      "calls.swap": ({ callId }) => swap(left(pairAtRest(book, callId))),
      "calls.takeBack": ({ callId }) => takeBack(book, left(consultationOf(book, callId))),
    },
    leave,
  };
}

function onItsOwn(live: LiveCall): LiveCall {
  const { transfer, conference } = live.call();
  if (isUnderWay(transfer) || conference !== null) throw new Failure("call-wrong-state");
  return live;
}

function pairAtRest(book: Book, callId: string): Consultation {
  const pair = consultationOf(book, callId);
  onItsOwn(pair.first);
  return pair;
}
