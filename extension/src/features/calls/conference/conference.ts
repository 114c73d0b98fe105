import { isUnderWay, type Call } from "@twp/shared/protocol/calls.ts";
import { areTogether, conferencesOf, type Conference } from "@twp/shared/protocol/conferences.ts";
import type { TextKey } from "../../../texts.ts";
import type { Tone } from "../../../ui/avatar.tsx";
import { stateText } from "../call-view.ts";

/** What stands in the list: a call by itself, or a conference with its people. */
export type Card = Readonly<{ kind: "call"; call: Call }> | Readonly<{ kind: "conference"; conference: Conference }>;

/** The cards of these calls, the newest first; a conference stands where its newest call would. */
export function cardsOf(calls: readonly Call[]): readonly Card[] {
  const conferences = conferencesOf(calls).filter(({ members }) => members.length > 1);
  return calls.toReversed().flatMap((call): readonly Card[] => {
    const conference = conferences.find(({ members }) => members.includes(call));
    if (conference === undefined) return [{ kind: "call", call }];
    return conference.members.at(-1) === call ? [{ kind: "conference", conference }] : [];
  });
}

/** Which call or conference would be brought together with these calls: the one spoken in, where it is another. */
export function othersToMeet(those: readonly Call[], calls: readonly Call[]): Call | null {
  const [one] = those;
  const answered = one !== undefined && those.every(({ state, transfer }) => state === "held" && !isUnderWay(transfer));
  if (!answered) return null;
  return calls.find((call) => call.state === "active" && !areTogether(call, one)) ?? null;
}

/** How the conference stands, in words; a transfer of its two is told while it is under way. */
export function conferenceText({ standing, members }: Conference): TextKey {
  const leaving = members.find(({ transfer }) => isUnderWay(transfer));
  return leaving === undefined ? `calls:conference.${standing}` : stateText(leaving);
}

/** The colour of its standing. */
export const standingTones: Readonly<Record<Conference["standing"], Tone>> = {
  together: "ok",
  waiting: "warn",
  "without-us": "ok",
};
