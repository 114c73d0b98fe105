import { isLive, type Call, type Transfer, type TransferFailure } from "@twp/shared/protocol/index.ts";
import type { Book } from "../book.ts";
import { outgoingCall } from "../call.ts";
import type { CallsPorts } from "../calls.ts";
import { speakAgain } from "../holding.ts";
import type { LiveCall } from "../live-call.ts";
import { lineFor, placeCall } from "../placing.ts";
import { showTransfer, type Instead, type Wish } from "./referrals.ts";
import { failureOfEnd } from "./transfer.ts";

/*
 *   a peer does not call whom it should ──▶ the consultant has answered ──────────────────────▶ joined here
 *                                      └──▶ still rings, or is called by us ──answers──▶ joined here
 *                                                                          └──does not──▶ failed: the first is taken back
 */

/** Connects two others through this computer where the peer that should call cannot, or will not. */
export type Connecting = Readonly<{
  connect: Instead;
  /** Nobody is to be connected with that call any more: whoever is rung for it is rung no more. */
  leave: (live: LiveCall) => void;
}>;

/** Who waits to be connected, and with whom they are spoken with where that fails. */
type Waiting = Readonly<{ wish: Wish; back: LiveCall | null }>;

/** Begins with nobody; `join` lets calls speak with each other without the user. */
export function createConnecting(
  ports: CallsPorts,
  book: Book,
  join: (parties: readonly LiveCall[]) => Promise<void>,
): Connecting {
  /** By the call that is rung for it. */
  const rung = new Map<LiveCall, Waiting>();

  const fail = ({ wish, back }: Waiting, reason: TransferFailure | null): void => {
    const transfer: Transfer | null = reason === null ? null : { state: "failed", to: wish.to, reason };
    if (transfer === null) wish.live.patch({ transfer });
    else showTransfer(wish, transfer);
    const again = back ?? wish.live;
    // The hold that our call began with may still be on its way.
    void again.inTurn(async () => undefined).then(() => speakAgain(book, again));
  };

  const joinNow = (waiting: Waiting, other: LiveCall): void => {
    join([waiting.wish.live, other]).catch((error: unknown) => {
      other.trouble("not joined", error);
      fail(waiting, "peer-refused");
    });
  };

  const follow = (live: LiveCall, before: Call): void => {
    const waiting = rung.get(live);
    if (waiting !== undefined && live.call().state !== before.state) {
      if (live.call().state === "ringing") return show(waiting, "ringing");
      rung.delete(live);
      // The user may speak with somebody else by now, and is not to hear these two.
      if (live.signal("leave")) joinNow(waiting, live);
      else fail(waiting, failureOfEnd(live.call().end));
    }
    if (!isLive(live.call())) leave(live);
  };
  book.follow(follow);

  const leave = (live: LiveCall): void => {
    for (const [other, { wish }] of rung) {
      if (wish.live !== live) continue;
      rung.delete(other);
      other.end("cancelled");
    }
  };

  return {
    connect(wish, back, reason) {
      const { live, consultant } = wish;
      // They have been joined already: that it stays so needs no word.
      if (live.call().state === "joined") return showTransfer(wish, { state: "failed", to: wish.to, reason });
      const waiting = { wish: { ...wish, consultant: null }, back };
      consultant?.patch({ transfer: null });
      try {
        const other = consultant !== null && isLive(consultant.call()) ? consultant : place(ports, book, wish);
        if (other.call().answeredAt !== null) return joinNow(waiting, other);
        rung.set(other, waiting);
        show(waiting, other.call().state === "ringing" ? "ringing" : "trying");
      } catch (error) {
        live.trouble("not connected here", error);
        showTransfer(wish, { state: "failed", to: wish.to, reason });
        speakAgain(book, back);
      }
    },
    leave,
  };
}

function show({ wish }: Waiting, state: "trying" | "ringing"): void {
  showTransfer(wish, { state, to: wish.to });
}

/** Calls whom the peer should have called, as a call during the first one. */
function place(ports: CallsPorts, book: Book, { live, to, referral }: Wish): LiveCall {
  const target = "target" in referral ? referral.target : referral.uri;
  const line = lineFor(ports, book);
  const beginning = { id: ports.newId(), now: ports.clock.now(), number: to, name: "" };
  const placed = book.begin(outgoingCall(beginning, target, null, live.call().id));
  placeCall(ports, book, placed, { line, target });
  return placed;
}
