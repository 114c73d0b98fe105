import { describe, expect, it } from "vitest";
import { HandClock } from "../testing/hand-clock.ts";
import { fakeFlow } from "../testing/fake-flow.ts";
import type { Address } from "./flow.ts";
import { KeepAlive } from "./keep-alive.ts";

const EVERY = 25_000;

/** A flow that is asked, and what was heard of it. */
function scene() {
  const clock = new HandClock();
  const heard: string[] = [];
  const probes: Array<(mapped?: Address) => void> = [];
  const flow = fakeFlow("tcp");
  let hungUp = 0;
  const kept = new KeepAlive({
    open: () => ({
      ...flow,
      probe: (answered) => {
        probes.push(answered);
        return () => undefined;
      },
      close: () => (hungUp += 1),
    }),
    every: EVERY,
    clock,
    random: () => 1,
    changed: (state) => heard.push(state),
  });
  return {
    clock,
    heard,
    probes,
    flow,
    kept,
    hungUp: () => hungUp,
    answer: (mapped?: Address) => probes.at(-1)?.(mapped),
  };
}

describe("a flow that is kept alive", () => {
  it("is asked at its interval, and said to be alive once", () => {
    const { clock, heard, probes, answer } = scene();
    answer();
    clock.advance(EVERY);
    answer();
    expect(probes).toHaveLength(2);
    expect(heard).toEqual(["alive"]);
  });

  it("is dead when a peer that answered is silent for ten seconds, and is hung up", () => {
    const { clock, heard, answer, hungUp } = scene();
    answer();
    clock.advance(EVERY + 9999);
    expect(heard).toEqual(["alive"]);
    clock.advance(1);
    expect(heard).toEqual(["alive", "failed"]);
    expect(hungUp()).toBe(1);
  });

  it("is not dead because a peer never learnt to answer", () => {
    const { clock, heard, probes } = scene();
    clock.advance(10 * EVERY);
    expect(heard).toEqual([]);
    expect(probes.length).toBeGreaterThan(4);
  });

  it("is dead at once when its connection closes, and tried again after 1, 2, 4 seconds until it answers", () => {
    const { clock, heard, probes, flow, answer } = scene();
    answer();
    const waits: number[] = [];
    flow.close();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const [before, begun] = [probes.length, clock.now()];
      while (probes.length === before) clock.advance(100);
      waits.push(clock.now() - begun);
      if (attempt < 2) flow.close();
    }
    expect(waits).toEqual([1000, 2000, 4000]);
    answer();
    expect(heard).toEqual(["alive", "failed", "alive"]);
  });

  it("is dead, and soon back, when the peer sees us at another address", () => {
    const { clock, heard, answer } = scene();
    for (const port of [5060, 5060, 6060]) {
      answer({ host: "192.0.2.1", port });
      clock.advance(EVERY);
    }
    answer({ host: "192.0.2.1", port: 6060 });
    expect(heard).toEqual(["alive", "failed", "alive"]);
  });

  it("leaves nothing behind when it is let go", () => {
    const { clock, kept, answer } = scene();
    answer();
    kept.stop();
    expect(clock.running).toBe(0);
  });
});

describe("a flow to a name that cannot be found", () => {
  it("is dead until the name is", async () => {
    const clock = new HandClock();
    const heard: string[] = [];
    const answers: Array<() => void> = [];
    let known = false;
    const open = () => {
      if (!known) return Promise.reject(new Error("no address"));
      return { ...fakeFlow(), probe: (answered: () => void) => (answers.push(answered), () => undefined) };
    };
    const kept = new KeepAlive({
      open,
      every: EVERY,
      clock,
      random: () => 1,
      changed: (state) => heard.push(state),
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(["failed"]);
    known = true;
    clock.advance(1000);
    answers[0]?.();
    expect(heard).toEqual(["failed", "alive"]);
    kept.stop();
  });
});
