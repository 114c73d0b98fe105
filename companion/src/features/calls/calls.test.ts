import { beforeEach, describe, expect, it } from "vitest";
import { aTelephone } from "../devices/testing.ts";
import { createWorld, settled, userOf } from "./testing.ts";

const asker = { session: "s", browser: { id: "b", name: "Chrome" } };
let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
const states = () => world.state().calls.map((call) => call.state);
const dial = (target: string): Promise<string> => user.dial(target);
const active = (target: string): Promise<string> => user.active(target);

beforeEach(() => {
  world = createWorld();
  user = userOf(world);
});

describe("a call we place", () => {
  it("shows dialling, ringing, active, and connects the sound on answer", async () => {
    await dial("5012");
    expect(states()).toEqual(["dialling"]);
    world.legs[0]?.({ type: "ringing" });
    expect(states()).toEqual(["ringing"]);
    world.legs[0]?.({ type: "answered", answer: "answer" });
    await settled();
    expect(states()).toEqual(["active"]);
    expect(world.asked).toEqual(["dials 5012", "sound accepts answer", "sound to browser"]);
  });

  it("lets the peer's own tone be heard before it answers", async () => {
    await dial("5012");
    world.legs[0]?.({ type: "earlyMedia", answer: "early" });
    await settled();
    expect(world.state().calls[0]).toMatchObject({ state: "ringing", earlyMedia: true });
    expect(world.asked).toContain("sound to browser");
  });

  it("ends with the network's reason, frees its sound, and its card goes after a while", async () => {
    await dial("5012");
    world.legs[0]?.({ type: "ended", end: "busy" });
    expect(world.state().calls[0]).toMatchObject({ state: "ended", end: "busy" });
    expect(world.asked).toContain("sound closes");
    world.pass(6999);
    expect(states()).toEqual(["ended"]);
    world.pass(1);
    expect(states()).toEqual([]);
  });

  it.each([
    ["unreachable", true],
    ["wrong-password", true],
    ["busy", false],
    ["not-found", false],
  ] as const)("that ends as %s makes the line doubtful: %s", async (end, doubtful) => {
    await dial("5012");
    world.legs[0]?.({ type: "ended", end });
    expect(world.asked.includes("asks whether the line is there")).toBe(doubtful);
  });

  it("is given up after three minutes without an answer", async () => {
    await dial("5012");
    world.legs[0]?.({ type: "ringing" });
    world.pass(180_000);
    expect(world.state().calls[0]).toMatchObject({ state: "ended", end: "no-answer" });
    expect(world.asked).toContain("5012 hangs up");
  });

  it("hangs up even before the INVITE was out", async () => {
    const callId = world.calls.dial("5012", { kind: "panel" });
    await world.calls.commands["calls.hangUp"]({ callId }, asker);
    await settled();
    expect(world.asked).not.toContain("dials 5012");
    expect(world.asked).toContain("sound closes");
  });

  it("is refused with a code where nothing can be dialled", async () => {
    await expect(async () => dial("hello")).rejects.toMatchObject({ code: "number-not-dialable" });
    await expect(async () => dial("  ")).rejects.toMatchObject({ code: "number-empty" });
    expect(states()).toEqual([]);
  });

  it("is refused when there are eight already", async () => {
    for (let i = 0; i < 8; i += 1) await dial("5012");
    await expect(async () => dial("5012")).rejects.toMatchObject({ code: "too-many-calls" });
  });
});

describe("hold", () => {
  it("offers sendonly, falls silent, and comes back", async () => {
    const callId = await active("5012");
    await world.calls.commands["calls.hold"]({ callId }, asker);
    expect(states()).toEqual(["held"]);
    await world.calls.commands["calls.resume"]({ callId }, asker);
    expect(states()).toEqual(["active"]);
    expect(world.asked.slice(3)).toEqual([
      "5012 reoffers sendonly",
      "sound accepts answer",
      "sound to nobody",
      "5012 reoffers sendrecv",
      "sound accepts answer",
      "sound to browser",
    ]);
  });

  it("leaves the call as it was when the peer refuses", async () => {
    const callId = await active("5012");
    world.behaviour.refusesReoffers = true;
    await expect(world.calls.commands["calls.hold"]({ callId }, asker)).rejects.toMatchObject({ code: "peer-refused" });
    expect(states()).toEqual(["active"]);
  });

  it("holds the first call when a second begins", async () => {
    await active("5012");
    await dial("5013");
    await settled();
    expect(states()).toEqual(["held", "dialling"]);
  });

  it("holds the one that was answered first when two ring at once and both answer", async () => {
    await dial("5012");
    await dial("5013");
    for (const leg of world.legs) leg({ type: "answered", answer: "answer" });
    await settled();
    expect(states()).toEqual(["held", "active"]);
  });

  it("swaps: resuming one holds the other", async () => {
    const first = await active("5012");
    await active("5013");
    expect(states()).toEqual(["held", "active"]);
    await world.calls.commands["calls.resume"]({ callId: first }, asker);
    await settled();
    expect(states()).toEqual(["active", "held"]);
  });
});

describe("a caller", () => {
  it("rings, is answered, and the sound connects", async () => {
    world.ring("5020");
    expect(states()).toEqual(["offered"]);
    const callId = world.state().calls[0]?.id ?? "";
    await world.calls.commands["calls.answer"]({ callId }, asker);
    expect(states()).toEqual(["active"]);
    expect(world.asked).toEqual(["5020 hears ringing", "5020 gets sendrecv", "sound to browser"]);
  });

  it("is declined with 486", async () => {
    world.ring("5020");
    await world.calls.commands["calls.decline"]({ callId: "1" }, asker);
    expect(world.asked).toContain("5020 gets 486");
    expect(world.state().calls[0]).toMatchObject({ end: "declined" });
  });

  it("is missed when it gives up, and cannot be answered any more", async () => {
    const news = world.ring("5020");
    news({ type: "ended", end: "missed" });
    expect(world.state().calls[0]).toMatchObject({ state: "ended", end: "missed" });
    expect(() => world.calls.commands["calls.answer"]({ callId: "1" }, asker)).toThrow("call-wrong-state");
  });

  it("gets 488 and the user a reason when no codec is common", async () => {
    world.ring("5020");
    world.behaviour.refusesOffers = true;
    await settled();
    await expect(world.calls.commands["calls.answer"]({ callId: "1" }, asker)).rejects.toMatchObject({
      code: "sound-unavailable",
    });
    expect(world.asked).toContain("5020 gets 488");
    expect(world.state().calls[0]).toMatchObject({ end: "no-common-codec" });
  });

  it("who wants our offer gets it, and its late answer is heard", async () => {
    const news = world.ring("5020", "");
    await world.calls.commands["calls.answer"]({ callId: "1" }, asker);
    news({ type: "lateAnswer", answer: "late" });
    await settled();
    expect(world.asked).toContain("sound accepts late");
  });

  it("beyond the eighth is told that we are busy, and shows no card", () => {
    for (let i = 0; i < 9; i += 1) world.ring(`502${i}`);
    expect(states()).toHaveLength(8);
    expect(world.asked).toContain("5028 gets 486");
  });
});

describe("what happens in a call", () => {
  it("a peer's hold is shown and answered", async () => {
    await active("5012");
    world.sounds[0]?.({ type: "heldByPeer", held: true });
    expect(world.state().calls[0]?.heldByPeer).toBe(true);
    const replies: string[] = [];
    world.legs[0]?.({
      type: "reoffered",
      offer: "sendonly",
      reply: { accept: (description) => replies.push(description), refuse: () => replies.push("refused") },
    });
    await settled();
    expect(replies).toEqual(["sendrecv"]);
  });

  it("a peer's change that cannot be is refused without ending the call", async () => {
    await active("5012");
    world.behaviour.refusesOffers = true;
    const replies: string[] = [];
    world.legs[0]?.({
      type: "reoffered",
      offer: "video only",
      reply: { accept: (description) => replies.push(description), refuse: () => replies.push("refused") },
    });
    await settled();
    expect([replies, states()]).toEqual([["refused"], ["active"]]);
  });

  it("digits are sent and kept for the keypad", async () => {
    const callId = await active("5012");
    await world.calls.commands["calls.sendDigits"]({ callId, digits: "12#" }, asker);
    expect(world.asked).toContain("digits 12#");
    expect(world.state().calls[0]?.digits).toBe("12#");
  });

  it("a failing sound ends the call with its reason", async () => {
    await active("5012");
    world.sounds[0]?.({ type: "failed", reason: "sound-failed" });
    expect(world.state().calls[0]).toMatchObject({ state: "ended", end: "sound-failed" });
  });

  it("everything ends politely when the companion leaves", async () => {
    await active("5012");
    world.ring("5020");
    world.calls.endAll();
    expect(world.asked).toEqual(expect.arrayContaining(["5012 hangs up", "5020 gets 486"]));
  });
});

describe("a call with a device of one's choice", () => {
  it("is made with that one, whatever is in use; one that is not there is said to be unknown, and nobody is called", () => {
    world.have({ telephones: [aTelephone("7000")], used: "7000" });
    const [panel, deviceOf] = [{ kind: "panel" } as const, (id: string) => user.call(id)?.device.id];
    expect(deviceOf(world.calls.dial("5012", panel))).toBe("7000");
    expect(deviceOf(world.calls.dial("5012", panel, "browser"))).toBe("browser");
    world.have({ telephones: [aTelephone("7000")], used: "browser" });
    expect(deviceOf(world.calls.dial("5012", panel, "7000"))).toBe("7000");
    const before = world.state().calls.length;
    expect(() => world.calls.dial("5012", panel, "7001")).toThrow("device-unknown");
    expect(world.state().calls).toHaveLength(before);
  });
});
