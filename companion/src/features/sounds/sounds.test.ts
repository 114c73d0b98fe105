import { initialState, type Call, type SoundState } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { outgoingCall } from "../calls/call.ts";
import { createHandClock, type HandClock } from "../hand-clock.ts";
import { createMirror, type Mirror } from "../mirror.ts";
import { graceTime, unnoticed } from "./absence.ts";
import { createSounds, type Sounds } from "./sounds.ts";

const talking: Call = {
  ...outgoingCall({ id: "1", now: 0, number: "5012", name: "" }, "5012", null),
  state: "active",
  codec: "opus",
};
const chrome = { session: "c1", browser: { id: "c", name: "Chrome" } };
const firefox = { session: "f1", browser: { id: "f", name: "Firefox" } };

describe("the place of the sound", () => {
  let mirror: Mirror;
  let clock: HandClock;
  let told: string[];
  let unlinked: string[];
  let sounds: Sounds;
  const now = (): SoundState => mirror.state().sounds;
  const connect = (by: typeof chrome) => sounds.commands["sounds.connect"]({ offer: "v=0" }, by);
  beforeEach(() => {
    told = [];
    unlinked = [];
    mirror = createMirror((error) => {
      throw error;
    }, initialState);
    clock = createHandClock();
    sounds = createSounds({
      mirror,
      clock,
      engine: {
        open: () => Promise.reject(new Error("no call is opened here")),
        record: () => ({ pause: () => undefined, stop: () => undefined }),
        prepare: () => undefined,
        linkBrowser: async () => "v=0 answer",
        unlinkBrowser: (session) => void unlinked.push(session),
        onLost: () => undefined,
        stop: async () => undefined,
      },
      calls: {
        attend: (isThere) => told.push(isThere ? "there" : "away"),
        abandon: () => told.push("abandoned"),
      },
      log: () => undefined,
    });
  });

  it("is the first page that links; another is refused", async () => {
    await connect(chrome);
    expect(now()).toMatchObject({ holder: "c1", browser: chrome.browser });
    await expect(connect(firefox)).rejects.toMatchObject({ code: "sound-held-elsewhere" });
  });

  it("moves to the browser that wants it, without a gap", async () => {
    await connect(chrome);
    await sounds.commands["sounds.take"](null, { ...firefox, session: "panel" });
    expect(now()).toMatchObject({ holder: "c1", offeredTo: "f" });
    await connect(firefox);
    expect(now()).toMatchObject({ holder: "f1", browser: firefox.browser, offeredTo: null });
    sounds.sessionEnded("c1");
    expect(now().holder).toBe("f1");
  });

  it("stays where it is when the browser that wants it does not come", async () => {
    await connect(chrome);
    await sounds.commands["sounds.take"](null, firefox);
    clock.pass(5000);
    expect(now()).toMatchObject({ holder: "c1", offeredTo: null });
    await expect(connect(firefox)).rejects.toMatchObject({ code: "sound-held-elsewhere" });
  });

  it("is not held by a page that has gone while it was being linked", async () => {
    const coming = connect(chrome);
    sounds.sessionEnded("c1");
    await expect(coming).rejects.toMatchObject({ code: "sound-refused" });
    expect(now().holder).toBeNull();
    expect(unlinked).toEqual(["c1"]);
    await connect(firefox);
    expect(now().holder).toBe("f1");
  });

  it("does not move to where it is", async () => {
    await connect(chrome);
    await sounds.commands["sounds.take"](null, { ...chrome, session: "panel" });
    expect(now().offeredTo).toBeNull();
  });

  it("lost in a call, is told with the end of the call, and the other party hears a tone", async () => {
    await connect(chrome);
    mirror.publish({ type: "calls.changed", call: talking });
    sounds.sessionEnded("c1");
    clock.pass(unnoticed);
    expect(told).toEqual(["away"]);
    expect(now()).toMatchObject({ holder: null, browser: null, callsEndAt: clock.now() + graceTime });
    await connect(firefox);
    expect(told).toEqual(["away", "there"]);
    expect(now().callsEndAt).toBeNull();
  });

  it("lost for good, ends the calls", async () => {
    await connect(chrome);
    mirror.publish({ type: "calls.changed", call: talking });
    sounds.sessionEnded("c1");
    clock.pass(unnoticed);
    clock.pass(graceTime);
    expect(told).toEqual(["away", "there", "abandoned"]);
  });

  it("lost without a call, is missed when a call is answered then", async () => {
    await connect(chrome);
    sounds.sessionEnded("c1");
    clock.pass(graceTime);
    expect(told).toEqual([]);
    mirror.publish({ type: "calls.changed", call: talking });
    clock.pass(unnoticed);
    expect(told).toEqual(["away"]);
  });

  it("never held by anybody, is missed by nobody: a call may be made without a browser", () => {
    mirror.publish({ type: "calls.changed", call: talking });
    clock.pass(graceTime);
    expect(told).toEqual([]);
  });
});
