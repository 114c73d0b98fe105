import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { beforeAll, describe, expect, it } from "vitest";
import { startPeer, until } from "../peers/process.ts";

const Registered = v.object({ from: v.string(), after: v.number() });
const Call = v.object({ from: v.string(), bye: v.string() });
const Journey = v.object({
  lost: v.object({ state: v.string(), reason: v.string() }),
  back: Registered,
  home: Call,
  moved: Registered,
  both: Registered,
  abroad: Call,
});

const journeyFile = fileURLToPath(new URL("./network-journey.ts", import.meta.url));
let journey: v.InferOutput<typeof Journey>;
beforeAll(async () => {
  const peer = startPeer("unshare", ["--map-root-user", "--net", process.execPath, journeyFile]);
  try {
    await until(() => peer.child.exitCode !== null, "the journey is over", 90_000);
  } finally {
    await peer.stop();
  }
  const facts = /^\{"lost".*$/mu.exec(peer.output())?.[0];
  if (facts === undefined) throw new Error(`the journey ended early:\n${peer.output()}`);
  journey = v.parse(Journey, JSON.parse(facts));
}, 100_000);

/** The address of `address:port`. */
const address = (place: string): string => place.split(":", 1)[0] ?? "";

describe("a computer whose network", () => {
  it("is gone says so", () => {
    expect(journey.lost).toMatchObject({ state: "waiting", reason: "network-unreachable" });
  });

  it("comes back registers from where it was, and its call goes on", () => {
    expect([address(journey.back.from), journey.home.bye]).toEqual(["198.51.100.20", journey.home.from]);
  });

  it("is another one registers from its new address", () => {
    expect(address(journey.moved.from)).toBe("198.51.100.30");
  });

  it("has one more, which leads to the server, moves there and lets the running call end where it began", () => {
    expect(address(journey.both.from)).toBe("198.51.100.40");
    expect([address(journey.abroad.bye), journey.abroad.bye]).toEqual(["198.51.100.30", journey.abroad.from]);
  });
});
