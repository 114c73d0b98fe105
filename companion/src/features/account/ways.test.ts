import type { RegistrationReason } from "@twp/shared/protocol/index.ts";
import { describe, expect, it } from "vitest";
import { RegistrationRefusal, type OpenLine, type Way } from "./ports.ts";
import { orderOfWays, registerAlong, restOfWay, tellingReason, type Resting } from "./ways.ts";

type Answer = "registers" | RegistrationReason;

/** A line whose servers answer like this. */
function lineWith(ways: readonly Readonly<{ secure?: boolean; answer: Answer }>[]) {
  const tried: number[] = [];
  const line: OpenLine = {
    ways: ways.map(({ secure = false }, index): Way => ({ server: `s${index}`, secure })),
    register(way) {
      tried.push(way);
      const answer = ways[way]?.answer ?? "server-unreachable";
      return answer === "registers" ? Promise.resolve(300) : Promise.reject(new RegistrationRefusal(answer));
    },
    onFlow: () => undefined,
    moved: () => Promise.resolve(false),
    close: () => Promise.resolve(),
    retire: () => undefined,
  };
  return { line, tried };
}

const along = (line: OpenLine, resting: Resting = new Map(), now = 0) => registerAlong(line, resting, () => now);

describe("the servers of a line", () => {
  it("are tried in the user's order until one answers, and the failed one rests", async () => {
    const { line, tried } = lineWith([
      { answer: "server-unreachable" },
      { answer: "registers" },
      { answer: "registers" },
    ]);
    const first = await along(line);
    expect(first).toEqual({ resting: new Map([[0, restOfWay]]), granted: { way: 1, seconds: 300 }, reason: null });
    await along(line, first.resting, restOfWay - 1);
    expect(tried).toEqual([0, 1, 1]);
  });

  it("are gone back to once they have rested", async () => {
    const { line } = lineWith([{ answer: "registers" }, { answer: "registers" }]);
    const back = await along(line, new Map([[0, restOfWay]]), restOfWay);
    expect(back).toEqual({ resting: new Map(), granted: { way: 0, seconds: 300 }, reason: null });
  });

  it("are tried although all of them rest", () => {
    const resting = new Map([
      [0, 10],
      [1, 20],
    ]);
    expect(orderOfWays(2, resting, 5)).toEqual([0, 1]);
    expect(orderOfWays(2, resting, 15)).toEqual([0, 1]);
    expect(orderOfWays(3, resting, 5)).toEqual([2, 0, 1]);
  });

  it.each(["wrong-password", "unknown-user"] as const)(
    "are not asked one after the other when one says %s",
    async (reason) => {
      const { line, tried } = lineWith([{ answer: reason }, { answer: "registers" }]);
      expect(await along(line)).toMatchObject({ granted: null, reason });
      expect(tried).toEqual([0]);
    },
  );

  it("whose certificate does not hold give way to encrypted ones only: nobody gets a call into the open by standing in between", async () => {
    const { line, tried } = lineWith([
      { secure: true, answer: "certificate-untrusted" },
      { answer: "registers" },
      { secure: true, answer: "registers" },
    ]);
    expect(await along(line)).toMatchObject({ granted: { way: 2 } });
    expect(tried).toEqual([0, 2]);
  });

  it("that merely do not answer give way to any", async () => {
    const { line } = lineWith([{ secure: true, answer: "server-unreachable" }, { answer: "registers" }]);
    expect(await along(line)).toMatchObject({ granted: { way: 1 } });
  });

  it("that all fail are told by the failure that says most", () => {
    expect(tellingReason(["server-unreachable", "certificate-expired"])).toBe("certificate-expired");
    expect(tellingReason(["server-unreachable", "server-unreachable"])).toBe("server-unreachable");
  });
});
