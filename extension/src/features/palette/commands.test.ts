import { describe, expect, it } from "vitest";
import { initialState, type Call, type State } from "@twp/shared/protocol/index.ts";
import type { Desk } from "../../companion/desk.ts";
import { aCall } from "../calls/testing.ts";
import { callPeople, commandsNow, type Places } from "./commands.ts";

const nowhere = (): void => undefined;
const places: Places = { openOptions: nowhere, openDoctor: nowhere, showList: nowhere };

const inState = (...calls: Call[]): State => ({ ...initialState, calls });
const ids = (state: State): string[] => commandsNow(state, places).map(({ id }) => id);

/** What is asked of the companion when the command of that id is chosen. */
function asked(state: State, id: string): unknown[] {
  const asks: unknown[] = [];
  const desk = { ask: (...ask: unknown[]) => asks.push(ask) } as unknown as Desk;
  void commandsNow(state, places)
    .find((each) => each.id === id)
    ?.do(desk);
  return asks;
}

describe("the commands", () => {
  it("of a caller are to answer and to decline, before everything else", () => {
    expect(ids(inState(aCall({ id: "1", state: "offered" }))).slice(0, 2)).toEqual(["answer-1", "decline-1"]);
  });

  it("of a call are to hang up, mute and hold; of one that waits, to go on", () => {
    const active = inState(aCall({ id: "1", state: "active", muted: true }));
    expect(ids(active).slice(0, 3)).toEqual(["hangUp-1", "mute-1", "hold-1"]);
    expect(asked(active, "mute-1")).toEqual([["calls.mute", { callId: "1", muted: false }]]);
    expect(ids(inState(aCall({ id: "1", state: "held" })))[2]).toBe("resume-1");
    expect(ids(inState(aCall({ id: "1", state: "ended" })))).not.toContain("hangUp-1");
  });

  it("turn “do not disturb” the other way", () => {
    expect(asked(initialState, "do-not-disturb")).toEqual([["settings.change", { doNotDisturb: true }]]);
  });

  it("call whoever was found by each of their numbers", () => {
    const people = [{ contactId: null, name: "Anna", company: "", numbers: ["5013", "5014"], lastCallAt: null }];
    expect(callPeople(people).map(({ id }) => id)).toEqual(["call-5013", "call-5014"]);
  });
});
