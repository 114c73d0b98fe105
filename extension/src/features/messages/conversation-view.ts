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

/** Those that stand for themselves, and first of all the one that is wished for with a number, also before its first text. */
export function withWished(
  standing: readonly Conversation[],
  all: readonly Conversation[],
  number: string | null,
): readonly Conversation[] {
  if (number === null || withNumber(all, number) !== undefined) return standing;
  return [{ number, name: "", texts: [], unread: 0 }, ...standing];
}
