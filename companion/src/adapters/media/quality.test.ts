import { expect, test } from "vitest";
import { watchQuality } from "./quality.ts";

const counts = (received: number, lost: number) => ({ received, lost, jitter: 2 });

test("losses are those of the last ten seconds", () => {
  const watch = watchQuality();
  expect(watch.take(counts(45, 5)).loss).toBeCloseTo(0.1);
  for (let second = 1; second < 10; second += 1) watch.take(counts(45 + second * 50, 5));
  expect(watch.take(counts(545, 5)).loss).toBe(0);
});

test("packets that come late after all make no loss of less than nothing", () => {
  const watch = watchQuality();
  watch.take(counts(40, 10));
  expect(watch.take(counts(100, 0)).loss).toBe(0);
  expect(watch.take(counts(100, 0)).loss).toBe(0);
});

test("the round trip is what the peer did not keep the report for, and is not known before it answers one", () => {
  const watch = watchQuality();
  watch.hear({ fraction: 64, report: 1, delay: 300 }, null, 1000);
  expect(watch.take(counts(1, 0))).toMatchObject({ roundTrip: null, farLoss: 0.25 });
  watch.hear({ fraction: 0, report: 1, delay: 300 }, 600, 1000);
  expect(watch.take(counts(2, 0))).toMatchObject({ roundTrip: 100, farLoss: 0 });
});
