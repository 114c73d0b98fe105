import { beforeAll, describe, expect, it } from "vitest";
import { defaultDialPlan } from "@twp/shared/protocol/dialling.ts";
import { lineChip } from "./account/account-view.ts";
import { dialInput, loadNumbers, shown, wouldDial } from "./dialling/numbers.ts";
import { failureShows } from "./settings/failure-shows.ts";
import { microphoneState } from "./sounds/microphone-state.ts";
import { codeOf, digitsOf } from "../welcome/code.ts";
import { face, initials } from "../ui/initials.ts";

describe("the line's chip", () => {
  const ready = { state: "ready", session: "s", browser: "b" } as const;
  it("says what the line is doing, why not, and whether trying again makes sense", () => {
    expect(lineChip(ready, { state: "registered", until: 0, backup: null })).toMatchObject({
      tone: "ok",
      reason: null,
    });
    expect(lineChip(ready, { state: "registered", until: 0, backup: "b.example" })).toMatchObject({
      tone: "ok",
      reason: "account:backup",
      values: { server: "b.example" },
    });
    expect(lineChip(ready, { state: "waiting", reason: "server-unreachable", retryAt: 0 })).toEqual({
      tone: "warn",
      text: "account:line.waiting",
      reason: "account:reason.server-unreachable",
      retry: true,
    });
    expect(lineChip(ready, { state: "refused", reason: "wrong-password" })).toMatchObject({ tone: "bad" });
  });
  it("claims nothing while the companion is away", () => {
    expect(lineChip({ state: "searching", since: 0 }, { state: "registered", until: 0, backup: null })).toMatchObject({
      tone: "off",
    });
    expect(lineChip({ state: "unpaired", refusal: null }, undefined)).toMatchObject({ text: "account:line.unpaired" });
  });
});

describe("a failure", () => {
  it.each([
    [null, "registered", "not"],
    ["too-many-calls", "registered", "banner"],
    ["too-many-calls", "waiting", "banner"],
    ["line-not-registered", "waiting", "spoken"],
    ["line-not-registered", "registering", "banner"],
    ["line-not-registered", "registered", "not"],
    ["no-account", "none", "spoken"],
  ] as const)("%s while the line is %s and says so itself: %s", (code, line, shows) => {
    expect(failureShows(code, line, true)).toBe(shows);
  });
  it("is drawn where nothing else tells of the line", () => {
    expect(failureShows("line-not-registered", "waiting", false)).toBe("banner");
  });
});

describe("the dial field", () => {
  beforeAll(loadNumbers);
  it.each([
    ["", "empty"],
    ["  ", "empty"],
    ["01 99 00 12 34", "dialable"],
    ["*43#", "dialable"],
    ["sip:zoe@example.org", "dialable"],
    ["marc", "words"],
  ])("takes %j for %s", (text, kind) => {
    expect(dialInput(text)).toBe(kind);
  });
  it("shows numbers as people read them, and what would leave", () => {
    expect(shown("+33199001234", "FR")).toBe("01 99 00 12 34");
    expect(wouldDial("01 99 00 12 34", defaultDialPlan)).toBe("+33199001234");
    expect(wouldDial("marc", defaultDialPlan)).toBeNull();
  });
});

describe("the microphone", () => {
  it.each([
    ["granted", "open", "fine"],
    ["granted", "missing", "missing"],
    ["denied", "idle", "refused"],
    ["granted", "refused", "refused"],
    ["prompt", "idle", "unasked"],
    ["unknown", "idle", "fine"],
  ] as const)("%s and %s is %s", (access, found, state) => {
    expect(microphoneState(access, found, false)).toBe(state);
  });
  it("is asked for by Firefox itself", () => {
    expect(microphoneState("prompt", "idle", true)).toBe("fine");
  });
});

describe("a pairing code", () => {
  it("comes from the address or from the clipboard", () => {
    expect(codeOf("#code=419026")).toBe("419026");
    expect(codeOf("#code=41902")).toBeNull();
    expect(codeOf("")).toBeNull();
    expect(digitsOf(" 419 026 ")).toBe("419026");
    expect(digitsOf("12345678")).toBe("123456");
  });
});

describe("an avatar", () => {
  it.each([
    ["Claire Lambert", "CL"],
    ["Laura García de la Fuente", "LF"],
    ["émile", "É"],
    ["01 99 00 12 34", "?"],
    ["", "?"],
  ])("of %j says %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
  it("keeps its colour, and numbers share one", () => {
    expect(face("Zoé")).toBe(face("Zoé"));
    expect(face("201")).toBe(face(""));
  });
});
