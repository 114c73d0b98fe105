import { isLive, type Transfer, type TransferFailure } from "@twp/shared/protocol/index.ts";
import type { Clock } from "../../ports.ts";
import type { Book } from "../book.ts";
import { setHeld, speakAgain } from "../holding.ts";
import type { LiveCall } from "../live-call.ts";
import type { Leg, Referral, ReferralNews } from "../ports.ts";
import { canBeConnectedHere, refusalOfReferral, signalOf, transferAfter, type TransferSignal } from "./transfer.ts";

/** A transfer to ask for: of whom, to whom, as it is shown and as it is asked, and who of them is spoken with until then. */
export type Wish = Readonly<{ live: LiveCall; to: string; referral: Referral; consultant: LiveCall | null }>;

/** What peers are asked to do (REFER, RFC 3515), and what becomes of it. */
export type Referrals = Readonly<{
  /** Asks; the call shows the rest. */
  begin: (wish: Wish) => null;
  /** Follows the call's transfer no more, whatever becomes of it. */
  leave: (live: LiveCall) => LiveCall;
}>;

/** A peer that has accepted tells at once that it tries (RFC 3515 section 2.4.4); one that tells nothing for so long never will. */
const silence = 32_000;
/** The new number is given as long to answer as a call of ours. */
const patience = 180_000;

/** A request that could not be sent is like one that nobody answers (RFC 3261 section 8.1.3.1). */
const unsent = 408;

/** A wish on its way, the call to take back where it fails, and whether the peer has told anything of it. */
type Asked = { readonly wish: Wish; readonly back: LiveCall | null; told: boolean };

/** What is done in place of a peer that does not do it: connects the two here, or takes the call back where that fails too. */
export type Instead = (wish: Wish, back: LiveCall | null, reason: TransferFailure) => void;

/** Begins with none. */
export function createReferrals(clock: Clock, book: Book, instead: Instead): Referrals {
  /** The last wish of each call: news of one before means nothing any more. */
  const last = new WeakMap<LiveCall, Wish>();

  const hear = ({ wish, back, told }: Asked, signal: TransferSignal, reason?: TransferFailure): void => {
    const { live, consultant } = wish;
    const next = last.get(live) === wish ? transferAfter(live.call().transfer, signal, reason) : null;
    if (next === null) return;
    if (next === "done") {
      consultant?.end("transferred");
      return live.end("transferred");
    }
    if (next.state === "failed" && canBeConnectedHere(next.reason, told)) {
      for (const each of partiesOf(wish)) last.delete(each);
      return instead(wish, back, next.reason);
    }
    showTransfer(wish, next);
    if (next.state === "failed") speakAgain(book, back);
  };

  const ask = async (wish: Wish, leg: Leg): Promise<void> => {
    const asked: Asked = { wish, back: await makeReady(wish), told: false };
    if (last.get(wish.live) !== wish || !isLive(wish.live.call())) return;
    clock.after(patience, () => hear(asked, "fail", "no-answer"));
    const tell = (news: ReferralNews): void => {
      asked.told = true;
      hear(asked, ...signalOf(news));
    };
    const status = await leg.refer(wish.referral, tell).catch((error: unknown) => {
      wish.live.trouble("transfer not asked", error);
      return unsent;
    });
    if (status >= 300) return hear(asked, "fail", refusalOfReferral(status));
    hear(asked, "accept");
    clock.after(silence, () => asked.told || hear(asked, "fail", "no-word"));
  };

  return {
    begin(wish) {
      for (const each of partiesOf(wish)) last.set(each, wish);
      showTransfer(wish, { state: "asked", to: wish.to });
      const leg = wish.live.leg();
      if (leg?.takesReferrals() !== true) hear({ wish, back: null, told: false }, "fail", "peer-cannot");
      else void ask(wish, leg);
      return null;
    },
    leave(live) {
      const wish = last.get(live);
      for (const each of wish === undefined ? [live] : partiesOf(wish)) {
        last.delete(each);
        if (each.call().transfer !== null) each.patch({ transfer: null });
      }
      return live;
    },
  };
}

function partiesOf({ live, consultant }: Wish): readonly LiveCall[] {
  return consultant === null ? [live] : [live, consultant];
}

/** Both cards show that they leave; that it failed is said once, by the call that stays, and not at all where the two speak with each other. */
export function showTransfer({ live, consultant }: Pick<Wish, "live" | "consultant">, transfer: Transfer): void {
  const failed = transfer.state === "failed";
  live.patch({ transfer: failed && live.call().state === "joined" ? null : transfer });
  const { number } = live.call().peer;
  if (failed) consultant?.patch({ transfer: null });
  else consultant?.patch({ transfer: { ...transfer, to: number } });
}

/**
 * Whoever is spoken with waits until the others have found each other (RFC 5589 sections 6.1 and 7.3); a consultant who has not answered
 * is rung no more, so that the telephone there is free (section 7.6). The call to take back where the transfer fails is returned.
 */
async function makeReady({ live, consultant }: Wish): Promise<LiveCall | null> {
  if (consultant !== null && consultant.call().answeredAt === null) {
    consultant.end("cancelled");
    // The hold with which the consultation began may still be on its way.
    await live.inTurn(async () => undefined);
    return live;
  }
  const speaking = [live, consultant].find((each) => each?.call().state === "active") ?? null;
  // A peer that cannot be held can go all the same.
  if (speaking !== null) await setHeld(speaking, true).catch((error: unknown) => speaking.trouble("not held", error));
  return speaking;
}
