import { isLive, Failure } from "@twp/shared/protocol/index.ts";
import type { CallSound } from "../sounds/ports.ts";
import type { Book } from "./book.ts";
import type { CallsPorts } from "./calls.ts";
import { openAt } from "./device.ts";
import { holdOthers } from "./holding.ts";
import { hearLeg, refusalOf, type LiveCall } from "./live-call.ts";
import type { LegNews, Line, Summons } from "./ports.ts";
import { becauseUnencrypted } from "./secrecy.ts";

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

async function place(ports: CallsPorts, live: LiveCall, { line, target, summons }: Way): Promise<void> {
  const { encryption } = ports.settings();
  const sound = await openSound(ports, live, line);
  const description = await sound.offer("sendrecv");
  const telling = encryption === "required" ? becauseUnencrypted : (news: LegNews) => news;
  if (isLive(live.call()))
    live.joinLeg(line.dial(target, description, (news) => hearLeg(live, telling(news)), summons && { summons }));
}

/** Opens the sound of a call at its device. */
export async function openSound(ports: CallsPorts, live: LiveCall, line: Line): Promise<CallSound> {
  const sound = await openAt(ports, live, line, live.call().device);
  live.joinSound(sound);
  return sound;
}
