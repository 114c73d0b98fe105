import { Failure, talks, type CallDevice } from "@twp/shared/protocol/index.ts";
import type { CallSound } from "../../sounds/ports.ts";
import type { CallsPorts } from "../calls.ts";
import { deviceOf, openAt, phoneFailure } from "./device.ts";
import { connectParty, offerFor, type LiveCall } from "../live-call.ts";
import { offerAnew, untold } from "./own-telephone.ts";
import { lineOf } from "../placing.ts";

/*
 *   spoken with one ──move──▶ the other rings ──answered──▶ re-INVITE with its description ──200──▶ spoken with the other
 *         ▲                          │                              │
 *         └─ not answered, put down, or moved back ◀─── refused ────┘
 */

/** Goes on with another device. Until that one is there, and where it does not come, the call stays where it is. */
export async function move(ports: CallsPorts, live: LiveCall, id: string): Promise<null> {
  const device = deviceOf(ports.devices(), id);
  live.expected.drop();
  if (device.id === live.call().device.id) return null;
  const next = await openAt(ports, live, lineOf(ports), device);
  live.expected.wait(next);
  try {
    await next.lift?.();
    await live.inTurn(() => change(live, next, device));
    return null;
  } catch (error) {
    // The user, or the end of the call, has stopped it.
    if (!live.expected.is(next)) return null;
    live.expected.drop();
    throw phoneFailure(error) ?? new Failure("peer-refused", "the peer refused a new offer", { cause: error });
  }
}

async function change(live: LiveCall, next: CallSound, device: CallDevice): Promise<void> {
  const leg = live.leg();
  if (leg === null || !live.expected.is(next) || !talks(live.call())) throw new Failure("call-wrong-state");
  const answer = await leg.reoffer(await offerFor(live, next));
  // It was given up meanwhile, but the other party was told: it is told of the old one again.
  if (!live.expected.is(next)) return offerAnew(live);
  live.patch({ device, ...untold });
  await next.accept(answer);
  live.joinSound(next);
  next.mute(live.call().muted);
  connectParty(live);
}
