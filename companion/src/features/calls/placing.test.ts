import { beforeEach, describe, expect, it } from "vitest";
import type { Objection } from "./objection.ts";
import { createWorld, settled, userOf } from "./testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
beforeEach(() => {
  world = createWorld();
  user = userOf(world);
  world.behaviour.secure = true;
});

const refuse = async (objection?: Objection): Promise<void> => {
  world.legs.at(-1)?.({ type: "ended", end: "no-common-codec", ...(objection && { objection }) });
  await settled();
};
const dialled = (): readonly string[] => world.asked.filter((asked) => asked.startsWith("dials"));

describe("a call whose offer of both is refused", () => {
  it.each(["unsaid", "encryption"] as const)(
    "is placed once more, only with keys, where the reason is %s",
    async (why) => {
      const callId = await user.dial("5012");
      await refuse(why);
      expect(dialled()).toEqual(["dials 5012", "dials 5012 only with keys"]);
      expect(user.call(callId)?.state).toBe("dialling");
      world.legs.at(-1)?.({ type: "answered", answer: "answer" });
      await settled();
      expect(user.call(callId)?.state).toBe("active");
    },
  );

  it("is placed with a handshake where keys are refused as well, and ends with the codecs where that is", async () => {
    const callId = await user.dial("5012");
    for (let time = 0; time < 3; time += 1) await refuse("unsaid");
    expect(dialled()).toEqual(["dials 5012", "dials 5012 only with keys", "dials 5012 only with handshake"]);
    expect(user.call(callId)).toMatchObject({ state: "ended", end: "no-common-codec" });
  });

  it("is not placed again where the peer knows no format of ours, or refuses for something else", async () => {
    const callId = await user.dial("5012");
    await refuse("formats");
    await user.dial("5013");
    world.legs.at(-1)?.({ type: "ended", end: "busy" });
    await settled();
    expect(dialled()).toEqual(["dials 5012", "dials 5013"]);
    expect(user.call(callId)?.end).toBe("no-common-codec");
  });

  it("is not placed again after the user has hung up", async () => {
    const callId = await user.dial("5012");
    world.legs.at(-1)?.({ type: "ended", end: "no-common-codec", objection: "unsaid" });
    await user.ask("calls.hangUp", { callId });
    await settled();
    expect(dialled()).toEqual(["dials 5012"]);
    expect(user.call(callId)).toMatchObject({ state: "ended", end: "hung-up" });
  });

  it("is placed with a handshake at once where keys would travel in the open", async () => {
    world.behaviour.secure = false;
    await user.dial("5012");
    await refuse("encryption");
    expect(dialled()).toEqual(["dials 5012", "dials 5012 only with handshake"]);
  });

  it("is not placed again where encryption is not wanted", async () => {
    world.set({ encryption: "off" });
    await user.dial("5013");
    await refuse("encryption");
    expect(dialled()).toEqual(["dials 5013"]);
  });
});

describe("where encryption is required", () => {
  it.each([
    ["encryption", "not-encrypted"],
    ["unsaid", "not-encrypted"],
    ["formats", "no-common-codec"],
  ] as const)("a refusal whose reason is %s ends the call as %s", async (objection, end) => {
    world.set({ encryption: "required" });
    const callId = await user.dial("5012");
    await refuse(objection);
    if (objection !== "formats") await refuse(objection);
    expect(user.call(callId)?.end).toBe(end);
    expect(dialled().slice(1)).toEqual(objection === "formats" ? [] : ["dials 5012 only with handshake"]);
  });
});
