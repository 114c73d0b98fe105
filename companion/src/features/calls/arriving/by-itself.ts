import { isInBrowser, isLive, type DialPlan, type Settings } from "@twp/shared/protocol/index.ts";
import { answer } from "./arriving.ts";
import type { Book } from "../book.ts";
import type { CallsPorts } from "../calls.ts";
import { dialledBy } from "../dialled.ts";
import { isSameNumber } from "../identity.ts";
import type { LiveCall } from "../live-call.ts";
import type { Caller } from "../ports.ts";

/** Nobody is listened to unawares: so long it rings in any case, in milliseconds. */
export const warning = 1500;

/** A caller who wants to wait longer than this, in seconds, is one to be answered by hand. */
const longest = 30;

/**
 * After how many milliseconds a caller is answered without the user, who has wished so: an intercom that asks for it, or a caller of the user's
 * choice. Null for anybody else.
 */
export function answersAfter(
  { number, answerAfter }: Pick<Caller, "number" | "answerAfter">,
  { answerIntercom, answerCallers }: Pick<Settings, "answerIntercom" | "answerCallers">,
  plan: DialPlan,
): number | null {
  if (answerIntercom && answerAfter !== null && answerAfter <= longest) return Math.max(warning, answerAfter * 1000);
  return number !== "" && answerCallers.some((each) => isCaller(each, number, plan)) ? warning : null;
}

function isCaller(written: string, number: string, plan: DialPlan): boolean {
  try {
    return isSameNumber(dialledBy(written, plan).number, number);
  } catch {
    // What nobody could dial nobody can call from.
    return false;
  }
}

/** Answers such a caller when it is time, unless the user was quicker or speaks with somebody. */
export function answerByItself(ports: CallsPorts, book: Book, live: LiveCall, caller: Caller): void {
  const { settings, plan, clock, isHeard } = ports;
  const after = answersAfter(caller, settings(), plan());
  if (after === null) return;
  live.patch({ answersItself: true });
  clock.after(after, () => {
    if (live.call().state !== "offered") return;
    const others = book.live().some((other) => other !== live && isLive(other.call()));
    // Where nobody would hear the caller it goes on ringing: the user may come.
    if (others || (isInBrowser(live.call()) && !isHeard())) return live.patch({ answersItself: false });
    answer(ports, live).catch((error: unknown) => live.trouble("not answered by itself", error));
  });
}
