import { browserDevice, isLive, Failure } from "@twp/shared/protocol/index.ts";
import type { CallSound, Keying } from "../sounds/ports.ts";
import type { Book } from "./book.ts";
import type { CallsPorts } from "./calls.ts";
import { openAt } from "./devices/device.ts";
import { holdOthers } from "./holding.ts";
import { hearLeg, refusalOf, type LiveCall } from "./live-call.ts";
import type { LegNews, Line, Summons } from "./ports.ts";
import { becauseUnencrypted, insistingOn, wantsOtherKeying } from "./secrecy.ts";

/** More calls at once than a person can follow; a caller beyond them is told that we are busy. */
export const mostCalls = 8;

/** The line. Throws where there is none. */
export function lineOf({ line }: Pick<CallsPorts, "line">): Line {
  const found = line();
  if (typeof found === "string") throw new Failure(found);
  return found;
}

/** The line for one more call. Throws where there is none, or no room. */
export function lineFor(ports: Pick<CallsPorts, "line">, book: Book): Line {
  const found = lineOf(ports);
  if (book.live().length >= mostCalls) throw new Failure("too-many-calls");
  return found;
}

/** Where a call goes, and what made us call there. */
type Way = Readonly<{ line: Line; target: string; summons?: Summons }>;

/** Sends the INVITE of a call that has begun, with its sound; the others wait. */
export function placeCall(ports: CallsPorts, book: Book, live: LiveCall, way: Way): void {
  holdOthers(book.live(), live);
  place(ports, live, way).catch((error: unknown) => {
    live.trouble("call not placed", error);
    live.end(refusalOf(error));
  });
}

async function place(ports: CallsPorts, live: LiveCall, way: Way): Promise<void> {
  const sound = await openSound(ports, live, way.line);
  const { encryption } = ports.settings();
  // What the user's own telephone offers is not for us to change.
  const further = live.call().device.id === browserDevice ? insistingOn(way.line, encryption) : [];
  const explained = encryption === "required" ? becauseUnencrypted : (news: LegNews) => news;
  await call(live, way, { sound, further, explained });
}

/** How a call is offered: what comes after an offer that is refused, and how a refusal is understood. */
type Offering = Readonly<{
  sound: CallSound;
  further: readonly Keying[];
  explained: (news: LegNews) => LegNews;
}>;

/** Calls with an offer, and once more with the next where that one is refused for its encryption. */
async function call(live: LiveCall, way: Way, { sound, further, explained }: Offering, only?: Keying): Promise<void> {
  const description = await sound.offer("sendrecv", only);
  if (!isLive(live.call())) return;
  const [next, ...rest] = further;
  const hear = (news: LegNews): void => {
    if (next === undefined || !wantsOtherKeying(news)) return hearLeg(live, explained(news));
    call(live, way, { sound, further: rest, explained }, next).catch((error: unknown) => {
      live.trouble("call not placed again", error);
      live.end(refusalOf(error));
    });
  };
  const { line, target, summons } = way;
  live.joinLeg(line.dial(target, description, hear, summons && { summons }));
}

/** Opens the sound of a call at its device. */
export async function openSound(ports: CallsPorts, live: LiveCall, line: Line): Promise<CallSound> {
  const sound = await openAt(ports, live, line, live.call().device);
  live.joinSound(sound);
  return sound;
}
