import type { Call, Conversation } from "@twp/shared/protocol/index.ts";

/** The conversation with a number, while there is one. */
export function withNumber(all: readonly Conversation[], number: string): Conversation | undefined {
  return all.find((each) => each.number === number);
}

/** Can the other party of this call be written to beside it, on its card? */
export function isWrittenBeside({ state, conference, peer }: Call): boolean {
  return (state === "active" || state === "held") && conference === null && peer.number !== "";
}

/** The conversations that stand for themselves: whoever is spoken with is written to on the card of the call. */
export function standingAlone(all: readonly Conversation[], calls: readonly Call[]): readonly Conversation[] {
  const beside = new Set(calls.filter(isWrittenBeside).map(({ peer }) => peer.number));
  return all.filter(({ number }) => !beside.has(number));
}
