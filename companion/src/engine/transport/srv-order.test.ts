import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SrvRecord } from "./dns.ts";
import { srvOrder } from "./srv-order.ts";

const record = fc.record({
  priority: fc.integer({ min: 0, max: 3 }),
  weight: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })),
  port: fc.integer({ min: 1, max: 65_535 }),
  name: fc.constantFrom("a.test", "b.test", "c.test"),
});
const chance = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

function drawer(chances: Iterable<number>): () => number {
  const iterator = chances[Symbol.iterator]();
  return () => iterator.next().value ?? 0;
}

describe("SRV records", () => {
  it("are all tried, each once, no lower priority after a higher one", () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), chance, (records, chances) => {
        const order = srvOrder(records, drawer(chances));
        expect(new Set(order)).toEqual(new Set(records));
        expect(order).toHaveLength(records.length);
        const priorities = order.map(({ priority }) => priority);
        expect(priorities).toEqual(priorities.toSorted((one, other) => one - other));
      }),
    );
  });

  it("are tried first as often as their weights say", () => {
    const records: SrvRecord[] = [1, 3, 0].map((weight) => ({ priority: 1, weight, port: weight, name: "a.test" }));
    // Every chance there is, evenly: three of five numbers from 0 to 4 fall to weight 3, one to weight 1, one to weight 0.
    const first = Array.from({ length: 100 }, (_, draw) => srvOrder(records, () => draw / 100)[0]?.weight);
    const share = (weight: number): number => first.filter((each) => each === weight).length;
    expect([share(3), share(1), share(0)]).toEqual([60, 20, 20]);
  });
});
