import { beforeEach, describe, expect, it } from "vitest";
import { createWorld, settled, userOf } from "../testing.ts";

let world: ReturnType<typeof createWorld>;
let user: ReturnType<typeof userOf>;
beforeEach(() => {
  world = createWorld();
  user = userOf(world);
});
const states = () => world.state().calls.map(({ state }) => state);

describe("a caller who takes the place of somebody we speak with", () => {
  it("is answered at once, and the other call ends as transferred", async () => {
    const callId = await user.active("5012");
    world.ring("5020", "offer", "call with 5012");
    await settled();
    expect(user.call(callId)).toMatchObject({ state: "ended", end: "transferred" });
    expect(world.state().calls[1]).toMatchObject({
      state: "active",
      peer: { number: "5020" },
      redirectedBy: { number: "5012" },
    });
    expect(world.asked).not.toContain("5020 hears ringing");
    expect(world.asked).toContain("5012 hangs up");
  });

  it("gets 481 for a call that we do not have", async () => {
    await user.active("5012");
    world.ring("5020", "offer", "call with 5013");
    expect(world.asked).toContain("5020 gets 481");
    expect(states()).toEqual(["active"]);
  });

  it("does not push in while the user speaks with somebody else", async () => {
    await user.active("5012");
    await user.active("5013");
    world.ring("5020", "offer", "call with 5012");
    expect(world.asked).toContain("5020 gets 486");
    expect(states()).toEqual(["held", "active"]);
  });

  it("with no codec of ours leaves the other call as it is", async () => {
    await user.active("5012");
    world.behaviour.refusesOffers = true;
    world.ring("5020", "offer", "call with 5012");
    await settled();
    expect(world.asked).toContain("5020 gets 488");
    expect(states()).toEqual(["active", "ended"]);
  });
});
