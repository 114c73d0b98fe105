import { initialState, type Examination } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { checksOf, type CheckName, type Known } from "./checks.ts";

const examination: Examination = {
  version: "1.2.3",
  system: "Linux",
  engine: "embedded",
  clockAhead: 2,
  codecs: ["opus", "PCMA"],
};
const state = {
  ...initialState,
  account: { ...initialState.account, registration: { state: "registered" as const, until: 1, backup: null } },
  sounds: { ...initialState.sounds, holder: "s", browser: { id: "b", name: "Chrome" } },
};
const healthy: Known = {
  link: { state: "ready", session: "s", browser: "b" },
  state,
  examination,
  microphone: "granted",
  missing: { ring: null, microphone: null },
};
const find = (changes: Partial<Known>, name: CheckName) =>
  checksOf({ ...healthy, ...changes }).find((check) => check.name === name);

describe("the checks", () => {
  it("find nothing where all is well", () => {
    expect(checksOf(healthy).map(({ verdict }) => verdict)).toEqual(Array.from({ length: 8 }, () => "ok"));
  });

  it("know nothing of what stands on a missing companion, and say that it is missing", () => {
    const found = checksOf({ ...healthy, link: { state: "searching", since: 0 }, state: null, examination: null });
    expect(found.map(({ verdict }) => verdict)).toEqual([
      "bad",
      "unknown",
      "unknown",
      "unknown",
      "unknown",
      "ok",
      "ok",
      "unknown",
    ]);
  });

  it.each([
    [
      "line",
      {
        state: {
          ...state,
          account: { ...state.account, registration: { state: "refused", reason: "wrong-password" } },
        },
      },
      "bad",
      "account:reason.wrong-password",
    ],
    ["clock", { examination: { ...examination, clockAhead: 600 } }, "bad", "doctor:clock.behind"],
    ["clock", { examination: { ...examination, clockAhead: -600 } }, "bad", "doctor:clock.ahead"],
    ["clock", { examination: { ...examination, clockAhead: null } }, "unknown", "doctor:clock.untold"],
    ["sound-engine", { examination: { ...examination, codecs: [] } }, "bad", "doctor:sound-engine.none"],
    [
      "sound-page",
      { state: { ...state, sounds: { ...state.sounds, browser: null } } },
      "bad",
      "doctor:sound-page.nowhere",
    ],
    [
      "sound-page",
      { state: { ...state, sounds: { ...state.sounds, browser: { id: "x", name: "Firefox" } } } },
      "ok",
      "doctor:sound-page.elsewhere",
    ],
    ["microphone", { microphone: "denied" }, "bad", "sounds:refused.how"],
    ["microphone", { microphone: "prompt" }, "warn", "sounds:unasked.title"],
    ["ring", { missing: { ring: "Speaker", microphone: null } }, "warn", "sounds:missing-device.title"],
  ] as const)("of the %s say what is wrong with it: %o", (name, changes, verdict, text) => {
    expect(find(changes as Partial<Known>, name)).toMatchObject({ verdict, text });
  });
});
