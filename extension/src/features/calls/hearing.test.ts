import { expect, it } from "vitest";
import { hearing } from "./hearing.ts";

const fine = { received: 1000, lost: 0, loss: 0, jitter: 5, roundTrip: 20, farLoss: 0 };

it.each([
  [{}, { grade: "good" }],
  [{ roundTrip: null, farLoss: null }, { grade: "good" }],
  [{ loss: 0.01 }, { grade: "good" }],
  [{ loss: 0.03 }, { grade: "fair", because: "loss" }],
  [{ loss: 0.1 }, { grade: "poor", because: "loss" }],
  [{ jitter: 40 }, { grade: "fair", because: "jitter" }],
  [
    { jitter: 80, loss: 0.03 },
    { grade: "poor", because: "jitter" },
  ],
  [{ farLoss: 0.2 }, { grade: "poor", because: "far-loss" }],
  [{ roundTrip: 500 }, { grade: "fair", because: "delay" }],
  [{ roundTrip: 900 }, { grade: "poor", because: "delay" }],
  // What got lost an hour ago is not heard now.
  [{ lost: 900 }, { grade: "good" }],
])("a call with %o sounds %o", (changes, heard) => expect(hearing({ ...fine, ...changes })).toEqual(heard));
