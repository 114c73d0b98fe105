import type { Call } from "@twp/shared/protocol/calls.ts";
import type { TextKey } from "../../../texts.ts";
import { learnedWords } from "../../page-names/learned-words.ts";
import { stateText } from "../call-view.ts";
import { recordingNews } from "../../recordings/recording-view.ts";

/** A question, and a transfer that failed, are told in place of the call's state, which they do not change for long. */
function newsText(call: Call): TextKey {
  if (call.referredTo !== null) return "calls:referred.announced";
  return call.transfer?.state === "failed" ? `calls:transfer.failed.${call.transfer.reason}` : stateText(call);
}

/** What was said last of each call. */
export type Remembered = ReadonlyMap<string, Call>;

/** A change of a call that is worth a sentence. */
export type News = Readonly<{ name: string; text: TextKey }>;

export function remember(calls: readonly Call[]): Remembered {
  return new Map(calls.map((call) => [call.id, call]));
}

/** What is to be said of the calls whose words have changed. */
export function newsOf(before: Remembered, calls: readonly Call[]): readonly News[] {
  return calls.flatMap((call) => {
    const last = before.get(call.id);
    const { peer, learned } = call;
    const name = learned === null ? peer.name || peer.number : `${peer.number}, ${learnedWords(learned)}`;
    const told = last !== undefined && newsText(last) === newsText(call) ? null : newsText(call);
    const texts = [told, recordingNews(last?.recording ?? null, call)];
    return texts.flatMap((text) => (text === null ? [] : [{ name, text }]));
  });
}
