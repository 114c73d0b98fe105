import type { Call } from "@twp/shared/protocol/calls.ts";
import type { TextKey } from "../../texts.ts";
import { stateText } from "./call-view.ts";

/** A question, and a transfer that failed, are told in place of the call's state, which they do not change for long. */
function newsText(call: Call): TextKey {
  if (call.referredTo !== null) return "calls:referred.announced";
  return call.transfer?.state === "failed" ? `calls:transfer.failed.${call.transfer.reason}` : stateText(call);
}

/** What was said last of each call. */
export type Remembered = ReadonlyMap<string, TextKey>;

/** A change of a call that is worth a sentence. */
export type News = Readonly<{ name: string; text: TextKey }>;

export function remember(calls: readonly Call[]): Remembered {
  return new Map(calls.map((call) => [call.id, newsText(call)]));
}

/** The calls whose words have changed. */
export function newsOf(before: Remembered, calls: readonly Call[]): readonly News[] {
  return calls
    .filter((call) => before.get(call.id) !== newsText(call))
    .map((call) => ({ name: call.peer.name || call.peer.number, text: newsText(call) }));
}
