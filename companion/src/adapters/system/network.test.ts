import { beforeEach, describe, expect, it } from "vitest";
import { watchNetwork, type Interfaces } from "./network.ts";

let now = 0;
let due: (() => void) | null;
let interfaces: Interfaces;
let changes: number;
const clock = {
  now: () => now,
  after(_milliseconds: number, act: () => void) {
    due = act;
    return () => void (due = null);
  },
};
/** So many milliseconds later the next look comes. */
const later = (milliseconds: number): void => {
  now += milliseconds;
  due?.();
};
const address = (cidr: string) => ({ address: cidr.split("/", 1)[0] ?? "", cidr });

beforeEach(() => {
  [now, due, changes] = [0, null, 0];
  interfaces = { lo: [address("127.0.0.1/8")], wlan0: [address("192.0.2.20/24"), address("2001:db8::2/64")] };
});
const watch = (): (() => void) =>
  watchNetwork(
    clock,
    () => interfaces,
    () => void (changes += 1),
  );

describe("the network", () => {
  it("is quiet while the addresses are the same, in whatever order", () => {
    watch();
    later(1000);
    interfaces = { wlan0: [...(interfaces["wlan0"] ?? [])].toReversed(), lo: interfaces["lo"] ?? [] };
    later(1000);
    expect(changes).toBe(0);
  });

  it.each<[string, Interfaces]>([
    ["a cable is pulled", { lo: [address("127.0.0.1/8")] }],
    ["another network is joined", { lo: [address("127.0.0.1/8")], wlan0: [address("198.51.100.7/24")] }],
    [
      "a tunnel opens",
      { lo: [address("127.0.0.1/8")], wlan0: [address("192.0.2.20/24")], tun0: [address("10.8.0.2/24")] },
    ],
  ])("has changed when %s, and is looked at once more, because routes come after addresses", (_what, after) => {
    watch();
    interfaces = after;
    later(1000);
    expect(changes).toBe(1);
    for (let look = 0; look < 5; look += 1) later(1000);
    expect(changes).toBe(2);
  });

  it("may have changed while the computer slept; a busy computer is no sleeping one", () => {
    watch();
    later(6000);
    expect(changes).toBe(0);
    later(3_600_000);
    expect(changes).toBe(1);
  });

  it("is no longer looked at once that was stopped", () => {
    const stop = watch();
    stop();
    expect(due).toBeNull();
  });
});
