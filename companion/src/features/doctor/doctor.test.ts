import { defaultSettings, initialState } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { outgoingCall } from "../calls/call.ts";
import { createHandClock } from "../hand-clock.ts";
import { createMirror, type Mirror } from "../mirror.ts";
import type { CallSound, SoundEngine } from "../sounds/ports.ts";
import { createDoctor, type Doctor } from "./doctor.ts";
import type { Heard, TracedMessage } from "./ports.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };
const message = (text: string): TracedMessage => ({
  at: 10_000,
  direction: "received",
  transport: "udp",
  remote: "x:1",
  text,
});
const offer = "v=0\r\na=rtpmap:96 opus/48000/2\r\na=rtpmap:8 PCMA/8000\r\n";

describe("the doctor", () => {
  let mirror: Mirror;
  let heard: Heard | null | undefined;
  let closed: number;
  let openSound: SoundEngine["open"];
  let clock: ReturnType<typeof createHandClock>;
  let doctor: Doctor;
  const call = (id: string) => outgoingCall({ id, now: 1, number: "5012", name: "Ada" }, "5012", null);
  const calls = () => doctor.commands["doctor.calls"](null, asker);
  const ladder = (callId: string) => doctor.commands["doctor.ladder"]({ callId }, asker);
  const examine = () => doctor.commands["doctor.examine"](null, asker);
  beforeEach(() => {
    mirror = createMirror(() => undefined, { ...initialState, settings: { values: defaultSettings, notices: [] } });
    heard = {
      ofCall: (name) => (name === "sip-1" ? [message("BYE sip:5012@x SIP/2.0\r\nCSeq: 2 BYE\r\n\r\n")] : []),
      registrar: () => message("SIP/2.0 200 OK\r\nDate: Thu, 01 Jan 1970 00:01:10 GMT\r\n\r\n"),
    };
    closed = 0;
    openSound = async () => ({ offer: async () => offer, close: () => void (closed += 1) }) as unknown as CallSound;
    clock = createHandClock();
    doctor = createDoctor({
      mirror,
      clock,
      openSound: (...given) => openSound(...given),
      heard: () => heard,
      version: "1.2.3",
      system: "Linux, Node 24",
    });
  });

  it("says what it found, and leaves nothing open", async () => {
    expect(await examine()).toEqual({
      version: "1.2.3",
      system: "Linux, Node 24",
      engine: "embedded",
      clockAhead: 60,
      codecs: ["opus", "PCMA"],
    });
    expect(closed).toBe(1);
  });

  it("says so where nothing is to be found", async () => {
    heard = null;
    openSound = () => Promise.reject(new Error("no sound"));
    expect(await examine()).toMatchObject({ engine: "external", clockAhead: null, codecs: [] });
    heard = undefined;
    openSound = () => new Promise(() => undefined);
    const slow = examine();
    clock.pass(3000);
    expect(await slow).toMatchObject({ engine: "none", codecs: [] });
  });

  it("remembers the last calls without whom they were with, the newest first, and what was said in them", async () => {
    for (let id = 0; id < 22; id += 1) mirror.publish({ type: "calls.changed", call: call(String(id)) });
    const listed = await calls();
    expect(listed.calls).toHaveLength(20);
    expect(listed.calls[0]).toMatchObject({ callId: "21" });
    expect(JSON.stringify(listed)).not.toMatch(/5012|Ada/u);
    doctor.traced("21", "sip-1");
    mirror.publish({ type: "calls.changed", call: { ...call("21"), state: "ended", end: "hung-up-by-peer" } });
    mirror.publish({ type: "calls.removed", callId: "21" });
    expect(await ladder("21")).toMatchObject({ rungs: [{ method: "BYE", status: null }] });
    expect(await ladder("20")).toEqual({ rungs: [] });
    expect(() => ladder("0")).toThrow("call-unknown");
  });
});
