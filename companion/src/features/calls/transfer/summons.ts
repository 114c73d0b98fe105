import {
  isLive,
  isUnderWay,
  Failure,
  type Call,
  type CallEnd,
  type callsCommands,
} from "@twp/shared/protocol/index.ts";
import type { Commands } from "../../ports.ts";
import type { Book } from "../book.ts";
import { outgoingCall } from "../call.ts";
import type { CallsPorts } from "../calls.ts";
import { deviceOf } from "../devices/device.ts";
import { speakAgain } from "../holding.ts";
import type { LiveCall, Summoned } from "../live-call.ts";
import { lineFor, placeCall } from "../placing.ts";
import type { Line, ReferralNews, SummonsReply } from "../ports.ts";

/*
 *   REFER ─▶ 202, NOTIFY 100: the user is asked ──follow──▶ our call ──▶ NOTIFY 180, then 200 or why not
 *                                                └─decline──▶ NOTIFY 603
 *
 *   Nothing is dialled unasked: a peer could name any number, and what it costs is the user's.
 */

/** A peer wants us to call somebody: one wish at a time, and none while it does what we asked of it. */
export function hearSummons(live: LiveCall, { to, reply }: Summoned): void {
  const { state, transfer } = live.call();
  const talking = state === "active" || state === "held";
  if (!talking || live.summoned() !== null || isUnderWay(transfer)) return reply.refuse();
  reply.take();
  live.setSummoned({ to, reply });
}

/** The peer should hang up now that we have gone (RFC 5589 section 6.1); for one that does not, we do, after so many milliseconds. */
const grace = 2000;

type Command = "calls.followReferral" | "calls.declineReferral";
const answerable = ["active", "held", "ended"] as const;

/** What the user says to a peer's wish, also after that peer has hung up. */
export function summonsCommands(ports: CallsPorts, book: Book): Commands<Extract<keyof typeof callsCommands, Command>> {
  return {
    "calls.followReferral": ({ callId }) => follow(ports, book, book.inState(callId, answerable), lineFor(ports, book)),
    "calls.declineReferral": ({ callId }) => {
      taken(book.inState(callId, answerable)).reply.tell({ status: 603, last: true });
      return null;
    },
  };
}

/** The wish, which is one no more. */
function taken(live: LiveCall): Summoned {
  const summoned = live.summoned();
  if (summoned === null) throw new Failure("call-wrong-state");
  live.setSummoned(null);
  return summoned;
}

function follow(ports: CallsPorts, book: Book, live: LiveCall, line: Line): null {
  const { to, reply } = taken(live);
  const beginning = { id: ports.newId(), now: ports.clock.now(), number: to.target, name: "" };
  const first: Call = {
    ...outgoingCall(beginning, to.target, null),
    device: deviceOf(ports.devices(), ports.devices().used),
    redirectedBy: live.call().peer,
  };
  const tell = telling(reply);
  const called = book.begin(first, (call) => {
    if (tell(call) === 200) ports.clock.after(grace, () => live.end("transferred"));
    if (!isLive(call) && call.answeredAt === null) speakAgain(book, live);
  });
  placeCall(ports, book, called, { line, target: to.target, summons: to });
  return null;
}

/** Tells a peer of the call it wished for, each thing once, and nothing after the last; what was told is returned. */
function telling(reply: SummonsReply): (call: Call) => number | null {
  let told = 100;
  let over = false;
  return (call) => {
    const news = newsOf(call);
    if (over || news === null || news.status === told) return null;
    told = news.status;
    over = news.last;
    reply.tell(news);
    return told;
  };
}

/** How a call goes, in the statuses that its peer would have sent (RFC 3515 section 2.4.5). */
function newsOf({ state, end }: Call): ReferralNews | null {
  switch (state) {
    case "ringing":
      return { status: 180, last: false };
    case "active":
    case "held":
    case "joined":
      return { status: 200, last: true };
    case "ended":
      return { status: (end && statuses[end]) ?? 503, last: true };
    case "dialling":
    case "offered":
      return null;
  }
}

const statuses: Partial<Record<CallEnd, number>> = {
  "hung-up": 487,
  "not-found": 404,
  "no-answer": 480,
  "declined-by-peer": 603,
  "no-common-codec": 488,
  "not-encrypted": 488,
  busy: 486,
};
