import { conferencesOf, Failure, talks, type Call, type CallEnd, type Conference } from "@twp/shared/protocol/index.ts";
import type { Book } from "../book.ts";
import { afterLeaving, deviceOfAll } from "./conference.ts";
import type { CallsPorts } from "../calls.ts";
import { holdOthers, letHear, setHeld } from "../holding.ts";
import { connectParty, type LiveCall } from "../live-call.ts";
import { move } from "../devices/moving.ts";
import { goStraight } from "../devices/own-telephone.ts";

/** Makes one conference of all: that of one of them, or else a new one. A user who is muted for one is muted for all. */
export function relate(book: Book, members: readonly LiveCall[], fresh: NonNullable<Call["conference"]>): void {
  const known = members.find((each) => each.call().conference !== null)?.call().conference;
  const muted = members.some((each) => each.call().muted);
  for (const each of members) {
    each.sound()?.mute(muted);
    each.patch({ conference: known ?? fresh, consults: null, muted });
  }
  for (const each of book.live())
    if (members.some((member) => member.call().id === each.call().consults)) each.patch({ consults: null });
}

/**
 * Lets everybody hear everybody, and the user with one device; others wait. Whoever refuses is a call of its own; where that is somebody
 * spoken with, whose sound would have come here from a telephone, nobody is taken back from hold for it.
 */
export async function gather(ports: CallsPorts, book: Book, members: readonly LiveCall[]): Promise<null> {
  for (const each of members.slice(0, 1)) holdOthers(book.live(), each);
  const device = deviceOfAll(members.map((each) => each.call()));
  const enter = async (each: LiveCall): Promise<void> => {
    try {
      await bringTo(ports, each, device);
      await letHear(each, "enter");
      // One whose user had left it to the others can be moved only now.
      await bringTo(ports, each, device);
    } catch (error) {
      if (talks(each.call())) leave(each);
      throw error;
    }
  };
  const waiting = members.filter((each) => each.call().state === "held");
  await all(members.filter((each) => !waiting.includes(each)).map(enter));
  return all(waiting.map(enter));
}

async function bringTo(ports: CallsPorts, live: LiveCall, device: string): Promise<void> {
  if (live.call().device.id === device || !talks(live.call())) return;
  await move(ports, live, device);
  // It was stopped meanwhile.
  if (live.call().device.id !== device) throw new Failure("call-wrong-state");
}

/** Each is a call of its own again, as if nobody had been joined; it waits where the user speaks with somebody else. */
export function dissolve(book: Book, parties: readonly LiveCall[]): void {
  for (const each of parties) each.signal("enter");
  for (const each of parties) {
    const elsewhere = book.live().some((other) => other !== each && other.call().state === "active");
    if (each.call().state === "active" && elsewhere) {
      each.patch({ conference: null });
      setHeld(each, true).catch((error: unknown) => each.trouble("not held", error));
    } else leave(each);
  }
}

/** Somebody has left that conference, whose call ended for that reason if it did: what it means for those who are left. */
export function settle(book: Book, id: string, reason: CallEnd | null): void {
  const found = find(book, id);
  if (found === undefined) return;
  const left = livesOf(book, found);
  switch (afterLeaving(left.length, found.standing)) {
    case "goes-on":
      return;
    case "one-call":
      return left.forEach(leave);
    case "over":
      return left.forEach((each) => each.end(reason ?? "hung-up-by-peer"));
  }
}

/** The conference of that id. Throws where there is none. */
export function conferenceNamed(book: Book, id: string): Conference {
  const found = find(book, id);
  if (found === undefined) throw new Failure("call-unknown");
  return found;
}

/** Those who are in it. */
export function livesOf(book: Book, { id }: Pick<Conference, "id">): readonly LiveCall[] {
  return book.live().filter((live) => live.call().conference?.id === id);
}

/** The call, and all of the conference it may be in. */
export function withTheirs(book: Book, live: LiveCall): readonly LiveCall[] {
  const { conference } = live.call();
  return conference === null ? [live] : livesOf(book, conference);
}

/** Waits for all, whatever becomes of each, and fails with the first that failed. */
export async function all(acts: readonly Promise<unknown>[]): Promise<null> {
  const done = await Promise.allSettled(acts);
  const failed = done.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return null;
}

function leave(live: LiveCall): void {
  live.patch({ conference: null });
  connectParty(live);
  goStraight(live);
}

function find(book: Book, id: string): Conference | undefined {
  return conferencesOf(book.live().map((live) => live.call())).find((each) => each.id === id);
}
