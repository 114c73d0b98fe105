import { initialState, type Command, type State } from "@twp/shared/protocol/index.ts";
import { signal } from "@preact/signals-core";
import { expect, it } from "vitest";
import type { Desk } from "../../companion/desk.ts";
import { createStripDesk, type Asked } from "./strip-desk.ts";

function desk() {
  const [done, told]: [Command[], Asked[]] = [[], []];
  const state = signal<State | null>(initialState);
  let allowed = false;
  const whole: Desk = {
    link: signal({ state: "ready", session: "s", browser: "b" } as const),
    state,
    failure: signal(null),
    dismissFailure: () => undefined,
    ask: async (command) => {
      done.push(command);
      return "failed";
    },
  };
  const strip = createStripDesk(whole, (asked) => {
    told.push(asked);
    return allowed;
  });
  return { ...strip, done, told, state, allow: () => (allowed = true) };
}

it("nothing is dialled, answered or hung up from a strip that may be covered; looking up is no harm", async () => {
  const { desk: own, done, told, allow } = desk();
  expect(await own.ask("calls.dial", { target: "412", source: { kind: "panel" } })).toBe("failed");
  await own.ask("calls.answer", { callId: "c" });
  await own.ask("guard.call", { id: "g" });
  await own.ask("search.people", { text: "anna" });
  expect(done).toEqual(["search.people"]);
  expect(told).toEqual([
    { command: "calls.dial", number: "412" },
    { command: "calls.answer", number: null },
    { command: "guard.call", number: null },
  ]);
  allow();
  await own.ask("calls.answer", { callId: "c" });
  expect(done).toEqual(["search.people", "calls.answer"]);
});

it("what happens while it is hidden is drawn once it shows", () => {
  const { desk: own, show, state } = desk();
  const later: State = { ...initialState, journal: { ...initialState.journal, unseen: 3 } };
  state.value = later;
  expect(own.state.value).toBe(initialState);
  show(true);
  expect(own.state.value).toBe(later);
  state.value = initialState;
  expect(own.state.value).toBe(initialState);
  show(false);
  state.value = later;
  expect(own.state.value).toBe(initialState);
});
