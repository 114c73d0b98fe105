import { describe, expect, it } from "vitest";
import { Budget } from "./budget.ts";

const limits = { transactions: 4, transactionsPerPeer: 2, transactionBytes: 1000, transactionBytesPerPeer: 600 };

describe("what transactions may hold", () => {
  it("leaves room for others when one peer has taken its share", () => {
    const budget = new Budget(limits);
    expect([budget.take("flood", 10), budget.take("flood", 10), budget.take("flood", 10)].map(Boolean)).toEqual([
      true,
      true,
      false,
    ]);
    expect(budget.take("friend", 10)).toBeDefined();
  });

  it("counts bytes too, so that few large requests are as good as many small ones", () => {
    const budget = new Budget(limits);
    expect([budget.take("flood", 500), budget.take("flood", 200)].map(Boolean)).toEqual([true, false]);
    expect([budget.take("friend", 500), budget.take("other", 1)].map(Boolean)).toEqual([true, false]);
  });

  it("has everything again once everything was given back", () => {
    const budget = new Budget(limits);
    for (let round = 0; round < 100; round += 1) {
      const taken = [budget.take("flood", 300), budget.take("flood", 300), budget.take("friend", 400)];
      expect(taken.every(Boolean)).toBe(true);
      for (const giveBack of taken) giveBack?.();
    }
  });
});
