import type { LearnedName } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { underItsName } from "./book.ts";
import { incomingCall } from "./call.ts";
import { createWorld, userOf } from "./testing.ts";

const learned: LearnedName = { name: "Marie Dupont", company: "Acme", site: "acme.example", kind: "card" };

it.each([
  ["", "", learned],
  ["0199001234", "", learned],
  ["Laura Garcia", "", null],
  ["", "Sophie Perrin", null],
] as const)("N7: a caller who is %j, and %j to the user, is named by no page beside that", (own, contact, shown) => {
  const call = incomingCall({ id: "a", now: 0, number: "+33199001234", name: own });
  const { peer, learned: found } = underItsName({ nameFor: () => contact || own, learnedFor: () => learned }, call);
  expect([peer.name, found]).toEqual([contact || own, shown]);
});

it("N7: what pages say comes and goes while a call lasts", async () => {
  const world = createWorld();
  const user = userOf(world);
  const callId = await user.active("5012");
  world.learned.set("5012", learned);
  world.calls.rename();
  expect(user.call(callId)).toMatchObject({ learned, peer: { name: "" } });
  world.learned.clear();
  world.calls.rename();
  expect(user.call(callId)).toMatchObject({ learned: null });
});
