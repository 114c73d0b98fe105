import { planDial } from "@twp/shared/dialling/plan.ts";
import { Failure, type TransferFailure, type callsCommands } from "@twp/shared/protocol/index.ts";
import type { Commands } from "../ports.ts";
import type { Book } from "./book.ts";
import { isLive } from "./call.ts";
import type { CallsPorts } from "./calls.ts";
import { setHeld } from "./holding.ts";
import type { LiveCall } from "./live-call.ts";
import type { Referral } from "./ports.ts";
import { isUnderWay, refusalOfReferral, signalOf, transferAfter, type TransferSignal } from "./transfer.ts";

/** The transfers of the calls in that book. */
export type Transfers = Readonly<{
  commands: Commands<Extract<keyof typeof callsCommands, "calls.transfer">>;
  /** Follows the call's transfer no more, whatever becomes of it. */
  leave: (live: LiveCall) => LiveCall;
}>;

/** A peer that has accepted tells at once that it tries (RFC 3515 section 2.4.4); one that tells nothing for so long never will. */
const silence = 32_000;
/** The new number is given as long to answer as a call of ours. */
const patience = 180_000;

/** A transfer to ask for: of whom, to whom, as it is shown and as it is asked. */
type Wish = Readonly<{ live: LiveCall; to: string; referral: Referral }>;

/** Begins with none. */
export function createTransfers({ plan, clock }: Pick<CallsPorts, "plan" | "clock">, book: Book): Transfers {
  /** The last wish of each call: news of one before means nothing any more. */
  const last = new WeakMap<LiveCall, Wish>();

  const begin = (wish: Wish): null => {
    last.set(wish.live, wish);
    wish.live.patch({ transfer: { state: "asked", to: wish.to } });
    ask(wish).catch((error: unknown) => {
      wish.live.trouble("transfer not asked", error);
      hear(wish, null, "fail", "no-word");
    });
    return null;
  };

  const ask = async (wish: Wish): Promise<void> => {
    const { live, referral } = wish;
    const leg = live.leg();
    if (leg === null || !leg.takesReferrals()) return hear(wish, null, "fail", "peer-cannot");
    // The peer waits while it does what we ask (RFC 5589 section 6.1), and is taken back where that fails.
    const back = await holdFirst(live);
    if (last.get(live) !== wish || !isLive(live.call())) return;
    let told = false;
    clock.after(patience, () => hear(wish, back, "fail", "no-answer"));
    const status = await leg.refer(referral, (news) => {
      told = true;
      hear(wish, back, ...signalOf(news));
    });
    if (status >= 300) return hear(wish, back, "fail", refusalOfReferral(status));
    hear(wish, back, "accept");
    clock.after(silence, () => told || hear(wish, back, "fail", "no-word"));
  };

  const hear = (wish: Wish, back: LiveCall | null, signal: TransferSignal, reason?: TransferFailure): void => {
    const { live } = wish;
    const next = last.get(live) === wish ? transferAfter(live.call().transfer, signal, reason) : null;
    if (next === null) return;
    if (next === "done") return live.end("transferred");
    live.patch({ transfer: next });
    if (next.state === "failed") takeBack(book, back);
  };

  return {
    commands: {
      "calls.transfer": ({ callId, target }) => {
        const live = book.inState(callId, ["active", "held"]);
        if (isUnderWay(live.call().transfer)) throw new Failure("call-wrong-state");
        const dialled = planDial(target, plan());
        if (dialled.kind === "refused") throw new Failure(dialled.reason);
        const to = dialled.kind === "outside" ? dialled.e164 : dialled.dial;
        return begin({ live, to, referral: { target: dialled.dial } });
      },
    },
    leave(live) {
      last.delete(live);
      if (live.call().transfer !== null) live.patch({ transfer: null });
      return live;
    },
  };
}

/** Holds the call unless it is held; the one to take back is returned. A peer that cannot be held can go all the same. */
async function holdFirst(live: LiveCall): Promise<LiveCall | null> {
  if (live.call().state !== "active") return null;
  try {
    await setHeld(live, true);
    return live;
  } catch (error) {
    live.trouble("not held", error);
    return null;
  }
}

/** Takes a call back from hold, unless the user speaks with somebody else by now. */
function takeBack(book: Book, live: LiveCall | null): void {
  if (live?.call().state !== "held" || book.live().some((each) => each.call().state === "active")) return;
  setHeld(live, false).catch((error: unknown) => live.trouble("not resumed", error));
}
