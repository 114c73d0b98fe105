import { describe, expect, it } from "vitest";
import { createWorld, settled, userOf } from "../calls/testing.ts";
import { announcedIn } from "./consent.ts";

const stateOf = (user: ReturnType<typeof userOf>, callId: string): string | undefined =>
  user.call(callId)?.recording?.state;

async function recorded() {
  const world = createWorld();
  const user = userOf(world);
  const callId = await user.active("5021");
  await user.ask("recordings.begin", { callId, agreed: false });
  return { world, user, callId };
}

describe("a recording", () => {
  it("is announced first, and kept once everybody has been told", async () => {
    const { world, user, callId } = await recorded();
    expect(stateOf(user, callId)).toBe("announcing");
    expect(world.asked.slice(-2)).toEqual([
      "sound to mix with the user",
      expect.stringMatching(/^records mix \d+ to file of 5021, announced by announcement\.en$/u),
    ]);
    world.recorders[0]?.({ type: "recording" });
    expect(stateOf(user, callId)).toBe("recording");
  });

  it("without an announcement begins only where the user says that the others agreed", async () => {
    const world = createWorld();
    world.set({ recordingConsent: "shown" });
    const user = userOf(world);
    const callId = await user.active("5021");
    await expect(user.ask("recordings.begin", { callId, agreed: false })).rejects.toThrow("consent-missing");
    expect(world.recorders).toEqual([]);
    await user.ask("recordings.begin", { callId, agreed: true });
    expect(world.asked.at(-1)).toContain("announced by nobody");
  });

  it("is paused and goes on, but not before it has begun", async () => {
    const { world, user, callId } = await recorded();
    await expect(user.ask("recordings.pause", { callId })).rejects.toThrow("call-wrong-state");
    world.recorders[0]?.({ type: "recording" });
    await user.ask("recordings.pause", { callId });
    expect([stateOf(user, callId), world.asked.at(-2)]).toEqual(["paused", "pauses the recording"]);
    await user.ask("recordings.resume", { callId });
    expect([stateOf(user, callId), world.asked.at(-2)]).toEqual(["recording", "resumes the recording"]);
  });

  it("that is stopped is kept, and the call goes on as before", async () => {
    const { world, user, callId } = await recorded();
    await user.ask("recordings.stop", { callId });
    world.recorders[0]?.({ type: "ended", fault: null });
    expect(user.call(callId)).toMatchObject({ state: "active", recording: null });
    expect(world.asked.slice(-3)).toEqual(["stops the recording", "sound to browser", "keeps the recording"]);
  });

  it("ends with a fault that says why; the call goes on, and can be recorded anew", async () => {
    const { world, user, callId } = await recorded();
    world.recorders[0]?.({ type: "ended", fault: "disk-full" });
    expect(user.call(callId)).toMatchObject({ state: "active", recording: { state: "failed", reason: "disk-full" } });
    await user.ask("recordings.begin", { callId, agreed: false });
    expect(stateOf(user, callId)).toBe("announcing");
  });

  it("ends with its call", async () => {
    const { world, user, callId } = await recorded();
    await user.ask("calls.hangUp", { callId });
    expect(world.asked).toContain("stops the recording");
  });

  it("ends when somebody joins who was not told", async () => {
    const { world, user, callId } = await recorded();
    const otherId = await user.active("5022");
    expect(world.asked).not.toContain("stops the recording");
    await user.ask("conferences.begin", { callId, otherId });
    await settled();
    expect(world.asked).toContain("stops the recording");
  });

  it("of a conference goes on for whoever is left", async () => {
    const world = createWorld();
    const user = userOf(world);
    const [callId, otherId] = [await user.active("5021"), await user.active("5022")];
    await user.ask("conferences.begin", { callId, otherId });
    await user.ask("recordings.begin", { callId, agreed: false });
    world.recorders[0]?.({ type: "recording" });
    expect([stateOf(user, callId), stateOf(user, otherId)]).toEqual(["recording", "recording"]);
    await user.ask("calls.hangUp", { callId: otherId });
    await settled();
    expect(user.call(callId)).toMatchObject({ conference: null, recording: { state: "recording" } });
    expect(world.asked).not.toContain("stops the recording");
    expect(world.asked.slice(-3)[0]).toBe("sound to mix with the user");
  });

  it("is not made of a caller who still rings", async () => {
    const user = userOf(createWorld());
    const callId = await user.ring("5021");
    await expect(user.ask("recordings.begin", { callId, agreed: true })).rejects.toThrow("call-wrong-state");
  });
});

it.each([
  ["de", "fr", "de"],
  ["auto", "fr", "fr"],
  ["auto", "auto", "en"],
] as const)(
  "an announcement in %s, with an interface in %s, is spoken in %s",
  (announcementLanguage, language, spoken) => {
    expect(announcedIn({ announcementLanguage, language }, "en")).toBe(spoken);
  },
);
