import { isUnderWay, Failure, type conferencesCommands } from "@twp/shared/protocol/index.ts";
import type { Commands } from "../../ports.ts";
import type { Book } from "../book.ts";
import type { CallsPorts } from "../calls.ts";
import { standingAfter, type ConferenceSignal } from "./conference.ts";
import { all, conferenceNamed, dissolve, gather, livesOf, relate, settle, withTheirs } from "./gathering.ts";
import { letHear, setHeld } from "../holding.ts";
import type { LiveCall } from "../live-call.ts";

/** The conferences of the calls in that book. */
export type Conferences = Readonly<{
  commands: Commands<keyof typeof conferencesCommands>;
  /** Joins calls that speak with each other from now on, without the user. Rejects where one of them refuses: then each is a call of its own again. */
  join: (parties: readonly LiveCall[]) => Promise<void>;
}>;

/** What conferences need of the transfers, which need them too. */
export type Transferring = Readonly<{
  /** Asks one of two to call the other in our place, and forgets about it. */
  handOver: (two: readonly LiveCall[]) => void;
  /** Follows the call's transfer no more. */
  leave: (live: LiveCall) => unknown;
}>;

/** A peer that is being transferred may hang up before the other has been called: so long that other one waits, in milliseconds. */
const grace = 4000;

const answered = ["active", "held"] as const;

/** Begins with none. */
export function createConferences(ports: CallsPorts, book: Book, transfers: Transferring): Conferences {
  const { clock, newId } = ports;
  settleWhoIsLeft(ports, book);

  const bring = (members: readonly LiveCall[]): void => {
    for (const each of members) transfers.leave(each);
    relate(book, members, { id: newId(), since: clock.now() });
  };
  /** Everybody in it, where the signal means something now. */
  const whole = (conferenceId: string, signal: ConferenceSignal): readonly LiveCall[] => {
    const found = conferenceNamed(book, conferenceId);
    if (standingAfter(found.standing, signal) === null) throw new Failure("call-wrong-state");
    return livesOf(book, found);
  };

  return {
    commands: {
      "conferences.begin"({ callId, otherId }) {
        const members = [callId, otherId].flatMap((id) => withTheirs(book, book.inState(id, answered)));
        if (new Set(members).size < members.length || members.some((each) => isUnderWay(each.call().transfer)))
          throw new Failure("call-wrong-state");
        bring(members);
        return gather(ports, book, members);
      },
      "conferences.hold"({ conferenceId }) {
        const speaking = whole(conferenceId, "hold").filter((each) => each.call().state === "active");
        return all(speaking.map((each) => setHeld(each, true)));
      },
      "conferences.enter"({ conferenceId }) {
        const members = whole(conferenceId, "enter");
        for (const each of members) transfers.leave(each);
        return gather(ports, book, members);
      },
      async "conferences.leave"({ conferenceId }) {
        const members = whole(conferenceId, "leave");
        await all(members.map((each) => letHear(each, "leave")));
        if (members.length === 2) transfers.handOver(members);
        return null;
      },
      "conferences.hangUp"({ conferenceId }) {
        for (const each of livesOf(book, conferenceNamed(book, conferenceId))) each.end("hung-up");
        return null;
      },
    },
    async join(parties) {
      bring(parties);
      try {
        await all(parties.map((each) => letHear(each, "leave")));
      } catch (error) {
        dissolve(book, parties);
        throw error;
      }
    },
  };
}

function settleWhoIsLeft({ clock }: Pick<CallsPorts, "clock">, book: Book): void {
  book.follow((live, before) => {
    const id = before.conference?.id;
    if (id === undefined || live.call().conference?.id === id) return;
    const { end } = live.call();
    if (end === "transferred") clock.after(grace, () => settle(book, id, end));
    else settle(book, id, end);
  });
}
