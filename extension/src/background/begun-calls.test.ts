import { expect, it } from "vitest";
import { aCall } from "../features/calls/testing.ts";
import { begunCalls } from "./begun-calls.ts";

const ids = (...[before, now]: Parameters<typeof begunCalls>): string[] => begunCalls(before, now).map(({ id }) => id);
const dialling = aCall({ state: "dialling" });
const offered = aCall({ direction: "incoming", state: "offered" });

it("a call begins when it is placed, and a caller's when it is answered", () => {
  expect(ids([], [dialling])).toEqual(["c1"]);
  expect(ids([dialling], [{ ...dialling, state: "active" }])).toEqual([]);
  expect(ids([], [offered])).toEqual([]);
  expect(ids([offered], [{ ...offered, state: "active" }])).toEqual(["c1"]);
});

it("a consultation, a call that was seen before and one that is over begin nothing", () => {
  expect(ids([], [aCall({ consults: "c0" })])).toEqual([]);
  expect(ids([offered], [{ ...offered, state: "ended" }])).toEqual([]);
  expect(ids([{ ...offered, state: "held" }], [{ ...offered, state: "active" }])).toEqual([]);
});
