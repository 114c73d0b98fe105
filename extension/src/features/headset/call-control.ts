import { isInBrowser, talksInBrowser, type Call } from "@twp/shared/protocol/calls.ts";
import type { Lamps, Press } from "./buttons.ts";

/**
 * What the user of a headset is at. Calls that are spoken with another telephone are none of its business.
 *
 *            caller               answered                        caller
 *      idle ───────────▶ ringing ───────────▶ speaking ◀────────────────────▶ speaking-and-ringing
 *       │                                      ▲    ▲
 *       │ dials                       answered │    │ hold, resume
 *       └──────────────▶ calling ──────────────┘    ▼
 *                                                waiting
 *
 * While everybody waits on hold the headset is on its hook: it can be put down, and lifting it speaks again.
 */
type Situation = "idle" | "ringing" | "calling" | "speaking" | "speaking-and-ringing" | "waiting";

/** What is asked of the companion. */
export type Verb = "answer" | "decline" | "hang-up" | "hold" | "resume" | "mute" | "unmute";

/** `flash` is speak with the other one: who waits at the door, else who waits on hold, else nobody. */
const table = {
  idle: {},
  ringing: { lift: "answer", flash: "answer", drop: "decline" },
  calling: { "hang-up": "hang-up", drop: "hang-up", mute: "mute", unmute: "unmute" },
  speaking: { "hang-up": "hang-up", drop: "hang-up", flash: "hold", mute: "mute", unmute: "unmute" },
  "speaking-and-ringing": {
    "hang-up": "hang-up",
    drop: "decline",
    flash: "answer",
    mute: "mute",
    unmute: "unmute",
  },
  waiting: { lift: "resume", flash: "resume" },
} as const satisfies Record<Situation, Partial<Record<Press, Verb>>>;

/** The calls that matter to a headset, by what they are to it. */
type View = Readonly<{
  situation: Situation;
  caller: Call | undefined;
  spoken: Call | undefined;
  waiting: Call | undefined;
}>;

function view(calls: readonly Call[]): View {
  const caller = calls.find(({ state }) => state === "offered");
  const active = calls.find((call) => call.state === "active" && isInBrowser(call));
  const called = calls.findLast((call) => (call.state === "dialling" || call.state === "ringing") && isInBrowser(call));
  const waiting = calls.findLast((call) => call.state === "held" && talksInBrowser(call));
  const spoken = active ?? called;
  return { situation: situationOf({ caller, active, called, waiting }), caller, spoken, waiting };
}

function situationOf(calls: Readonly<Record<"caller" | "active" | "called" | "waiting", Call | undefined>>): Situation {
  if (calls.active !== undefined) return calls.caller === undefined ? "speaking" : "speaking-and-ringing";
  if (calls.called !== undefined) return "calling";
  if (calls.caller !== undefined) return "ringing";
  return calls.waiting === undefined ? "idle" : "waiting";
}

/** What is to be done, and with which call. */
export type Act = Readonly<{ verb: Verb; call: Call }>;

/** What a press leads to, among these calls; null where it means nothing. */
export function actOf(calls: readonly Call[], press: Press): Act | null {
  const { situation, caller, spoken, waiting } = view(calls);
  const row: Partial<Record<Press, Verb>> = table[situation];
  const said = row[press];
  const verb = said === "hold" && waiting !== undefined ? "resume" : said;
  if (verb === undefined) return null;
  const call = verb === "answer" || verb === "decline" ? caller : verb === "resume" ? waiting : spoken;
  return call === undefined ? null : { verb, call };
}

/** What a headset shows. A caller whose ring the user has stopped is not shown either. */
export function lampsFor(calls: readonly Call[]): Lamps {
  const { situation, spoken } = view(calls);
  return {
    offHook: spoken !== undefined,
    ring: calls.some(({ state, silenced }) => state === "offered" && !silenced),
    mute: spoken?.muted === true,
    hold: situation === "waiting",
  };
}
