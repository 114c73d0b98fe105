import type { Call } from "@twp/shared/protocol/calls.ts";
import { conferencesOf } from "@twp/shared/protocol/conferences.ts";
import { describe, expect, it } from "vitest";
import { stateText } from "../call-view.ts";
import { cardsOf, conferenceText, othersToMeet } from "./conference.ts";
import { aCall } from "../testing.ts";

const member = (id: string, changes: Partial<Call> = {}): Call =>
  aCall({ id, conference: { id: "k", since: 5000 }, ...changes });
const textOf = (...members: readonly Call[]) => conferencesOf(members).map(conferenceText);

describe("the cards of the calls", () => {
  it("are one for a conference, where its newest call stands", () => {
    const calls = [member("c1"), aCall({ id: "c2" }), member("c3"), aCall({ id: "c4" })];
    const shown = cardsOf(calls).map((card) =>
      card.kind === "call" ? card.call.id : card.conference.members.map(({ id }) => id).join("+"),
    );
    expect(shown).toEqual(["c4", "c1+c3", "c2"]);
  });

  it("are a call's own where it is alone, or over", () => {
    expect(cardsOf([member("c1"), member("c2", { state: "ended" })]).map(({ kind }) => kind)).toEqual(["call", "call"]);
  });
});

describe("a conference's words", () => {
  it("say how it stands, and a transfer while it is under way", () => {
    expect(textOf(member("c1"), member("c2", { state: "held" }))).toEqual(["calls:conference.together"]);
    expect(textOf(member("c1", { state: "held" }), member("c2", { state: "held" }))).toEqual([
      "calls:conference.waiting",
    ]);
    const joined = member("c1", { state: "joined" });
    expect(textOf(joined, member("c2", { state: "joined" }))).toEqual(["calls:conference.without-us"]);
    expect(textOf({ ...joined, transfer: { state: "trying", to: "5012" } })).toEqual(["calls:transfer.trying"]);
  });

  it("are a member's too, unless it is held or holds us", () => {
    expect(stateText(member("c1"))).toBe("calls:conference.member");
    expect(stateText(member("c1", { state: "held" }))).toBe("calls:state.held");
    expect(stateText(member("c1", { heldByPeer: true }))).toBe("calls:held-by-peer");
  });
});

describe("who can be brought together", () => {
  const spoken = aCall({ id: "c9" });
  const waiting = [member("c1", { state: "held" }), member("c2", { state: "held" })];

  it("is who waits, with whom the user speaks with", () => {
    expect(othersToMeet([aCall({ state: "held" })], [spoken])).toBe(spoken);
    expect(othersToMeet(waiting, [...waiting, spoken])).toBe(spoken);
  });

  it("is nobody while nobody is spoken with, and nobody who goes elsewhere or takes part already", () => {
    expect(othersToMeet(waiting, waiting)).toBeNull();
    expect(othersToMeet([], [spoken])).toBeNull();
    expect(othersToMeet([aCall({ state: "held", transfer: { state: "asked", to: "5012" } })], [spoken])).toBeNull();
    expect(othersToMeet([member("c1", { state: "held" })], [member("c2")])).toBeNull();
  });
});
