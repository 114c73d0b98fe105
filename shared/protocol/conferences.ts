import * as v from "valibot";
import { isLive, type Call } from "./calls.ts";

/**
 * How a conference stands, in the user's words:
 * - `together`: everybody hears everybody, the user too
 * - `waiting`: the user has put all of them on hold; nobody hears anybody
 * - `without-us`: they hear each other through this computer, the user has left
 */
export const standings = ["together", "waiting", "without-us"] as const;
export type Standing = (typeof standings)[number];

/** A conference: calls that belong together by `call.conference`. It has no state but theirs. */
export type Conference = Readonly<{ id: string; since: number; members: readonly Call[]; standing: Standing }>;

/** The conferences among the calls, in the order of their first calls. */
export function conferencesOf(calls: readonly Call[]): readonly Conference[] {
  const named = new Map(calls.flatMap(({ conference }) => (conference === null ? [] : [[conference.id, conference]])));
  return [...named.values()].map(({ id, since }) => {
    const members = calls.filter((call) => isLive(call) && call.conference?.id === id);
    return { id, since, members, standing: standingOf(members) };
  });
}

/** The standing of these calls together: one whom the user hears makes it theirs too. */
export function standingOf(members: readonly Call[]): Standing {
  if (members.some(({ state }) => state === "active")) return "together";
  return members.some(({ state }) => state === "joined") ? "without-us" : "waiting";
}

/** Are the two in one conference? */
export function areTogether(one: Call, other: Call): boolean {
  return one.conference !== null && one.conference.id === other.conference?.id;
}

const id = v.pipe(v.string(), v.maxLength(64));
const one = v.strictObject({ conferenceId: id });

export const conferencesCommands = {
  /** Brings two answered calls together, each with the conference it may be in already. */
  "conferences.begin": { params: v.strictObject({ callId: id, otherId: id }), result: v.null() },
  /** Puts everybody on hold: nobody hears anybody until the user comes back. */
  "conferences.hold": { params: one, result: v.null() },
  /** The user takes part again, after a hold or after having left. */
  "conferences.enter": { params: one, result: v.null() },
  /** The user leaves, and the others talk on: by themselves where one of two can call the other (RFC 5589), else through this computer. */
  "conferences.leave": { params: one, result: v.null() },
  /** Hangs up everybody. */
  "conferences.hangUp": { params: one, result: v.null() },
} as const;
