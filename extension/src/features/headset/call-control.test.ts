import type { Call } from "@twp/shared/protocol/calls.ts";
import { describe, expect, it } from "vitest";
import { aCall } from "../calls/testing.ts";
import type { Press } from "./buttons.ts";
import { actOf, lampsFor } from "./call-control.ts";

const caller = aCall({ id: "caller", direction: "incoming", state: "offered" });
const spoken = aCall({ id: "spoken" });
const waiting = aCall({ id: "waiting", state: "held" });
const called = aCall({ id: "called", state: "ringing" });
const atDesk = aCall({ id: "at the desk", device: { id: "d", kind: "desk", name: "" } });

const presses: readonly Press[] = ["lift", "hang-up", "mute", "unmute", "flash", "drop"];
/** What each button does, for those that do anything. */
const does = (...calls: Call[]): Record<string, string> =>
  Object.fromEntries(
    presses.flatMap((press) => {
      const act = actOf(calls, press);
      return act === null ? [] : [[press, `${act.verb} ${act.call.id}`]];
    }),
  );
const lit = (...calls: Call[]): string[] => Object.entries(lampsFor(calls)).flatMap(([lamp, on]) => (on ? [lamp] : []));

describe("the buttons of a headset", () => {
  it("do nothing without a call, and nothing to one that is over or at another telephone", () => {
    expect(does()).toEqual({});
    expect(does(aCall({ state: "ended" }), atDesk)).toEqual({});
  });

  it("answer the caller who has waited longest, or decline", () => {
    const wanted = { lift: "answer caller", flash: "answer caller", drop: "decline caller" };
    expect(does(caller, aCall({ id: "second", state: "offered" }))).toEqual(wanted);
    expect(does(waiting, caller)).toEqual(wanted);
    expect(does(atDesk, caller)).toEqual(wanted);
  });

  it("give up a call that has not been answered, or mute it before", () => {
    expect(does(waiting, called)).toEqual({
      "hang-up": "hang-up called",
      drop: "hang-up called",
      mute: "mute called",
      unmute: "unmute called",
    });
  });

  it("hang up, mute and hold the call that is spoken in", () => {
    expect(does(spoken)).toEqual({
      "hang-up": "hang-up spoken",
      drop: "hang-up spoken",
      flash: "hold spoken",
      mute: "mute spoken",
      unmute: "unmute spoken",
    });
  });

  it("change between two by flash, to the one at the door before the one on hold", () => {
    expect(does(waiting, spoken)).toMatchObject({ flash: "resume waiting", "hang-up": "hang-up spoken" });
    expect(does(waiting, spoken, caller)).toMatchObject({
      flash: "answer caller",
      drop: "decline caller",
      "hang-up": "hang-up spoken",
    });
  });

  it("speak again with who waits, and never hang up on somebody on hold", () => {
    expect(does(waiting)).toEqual({ lift: "resume waiting", flash: "resume waiting" });
  });
});

describe("the lamps of a headset", () => {
  it("show the call that is spoken in or dialled, and whether one is heard", () => {
    expect(lit()).toEqual([]);
    expect(lit(spoken)).toEqual(["offHook"]);
    expect(lit(called)).toEqual(["offHook"]);
    expect(lit({ ...spoken, muted: true })).toEqual(["offHook", "mute"]);
    expect(lit(atDesk)).toEqual([]);
  });

  it("ring for a caller, until the user has stopped the ring", () => {
    expect(lit(caller)).toEqual(["ring"]);
    expect(lit(spoken, caller)).toEqual(["offHook", "ring"]);
    expect(lit({ ...caller, silenced: true })).toEqual([]);
  });

  it("show that everybody waits, with the headset on its hook", () => {
    expect(lit(waiting)).toEqual(["hold"]);
    expect(lit(waiting, spoken)).toEqual(["offHook"]);
  });
});
