import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lampOf, type Lamps } from "./buttons.ts";
import { isOn, layoutOf, reportOf } from "./report.ts";
import { collectionsOf, descriptors } from "./testing.ts";
import { hasButtons, reportsFor, saidIn } from "./wire.ts";

const blackwire = layoutOf(collectionsOf(descriptors.blackwire));
const keypad = layoutOf(collectionsOf(descriptors.keypad));
const music = layoutOf(collectionsOf(descriptors.music));
const dark: Lamps = { offHook: false, ring: false, mute: false, hold: false };

const bytes = (...data: number[]): DataView => new DataView(Uint8Array.from(data).buffer);
const told = (layout: typeof keypad, before: Lamps | null, now: Lamps): (number | number[])[][] =>
  reportsFor(layout, before, now).map(({ reportId, data }) => [reportId, [...data]]);

describe("what a headset's buttons say", () => {
  it("stands where the descriptor puts it", () => {
    expect(saidIn(blackwire, 8, bytes(0b010))).toEqual([
      { button: "mute", on: false, relative: true },
      { button: "hook", on: true, relative: false },
      { button: "flash", on: false, relative: false },
    ]);
    expect(saidIn(music, 8, bytes(0b10010)).filter(({ on }) => on)).toEqual([
      { button: "mute", on: true, relative: true },
      { button: "drop", on: true, relative: true },
    ]);
  });

  it("is found among lamps and keys in one report, also where it calls itself constant", () => {
    expect(saidIn(keypad, 2, bytes(0b1000, 0))).toEqual([
      { button: "hook", on: false, relative: false },
      { button: "mute", on: true, relative: false },
      { button: "flash", on: false, relative: true },
    ]);
  });

  it("is not taken for a key for music, nor from another report", () => {
    expect(saidIn(music, 1, bytes(0xff))).toEqual([]);
    expect(saidIn(blackwire, 9, bytes(0xff))).toEqual([]);
  });

  it("is nothing in a report that is too short", () => {
    expect(saidIn(keypad, 2, bytes()).some(({ on }) => on)).toBe(false);
  });

  it("is missed where there are only keys for music", () => {
    expect([blackwire, keypad, music].every(hasButtons)).toBe(true);
    expect(hasButtons(layoutOf(collectionsOf(descriptors.music.slice(0, 1))))).toBe(false);
  });
});

describe("a headset's lamps", () => {
  it("are told in one report where they stand together, beside those we know nothing of", () => {
    expect(told(keypad, null, { ...dark, offHook: true, mute: true })).toEqual([[2, [0b1000101, 0]]]);
    expect(told(keypad, dark, { ...dark, ring: true })).toEqual([[2, [0b10001000, 0]]]);
  });

  it("are told each in its own report where there is one, and only what changes", () => {
    expect(told(blackwire, null, { ...dark, ring: true })).toEqual([
      [9, [0]],
      [0x17, [0]],
      [0x18, [1]],
    ]);
    expect(told(blackwire, { ...dark, ring: true }, { ...dark, offHook: true })).toEqual([
      [0x17, [1]],
      [0x18, [0]],
    ]);
  });

  it("follow a range of usages, and what it lacks is not told", () => {
    expect(told(music, dark, { ...dark, ring: true, hold: true })).toEqual([[9, [0b1010]]]);
    expect(told(blackwire, dark, { ...dark, hold: true })).toEqual([]);
  });
});

it("what is written of a lamp is what is read back, for every headset and all lamps", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(blackwire, keypad, music),
      fc.record({ offHook: fc.boolean(), ring: fc.boolean(), mute: fc.boolean(), hold: fc.boolean() }),
      (layout, lamps) => {
        const lit = (usage: number): boolean => {
          const lamp = lampOf(usage);
          return lamp !== null && lamps[lamp];
        };
        for (const field of layout.outputs) {
          const { buffer } = reportOf(layout, field.reportId, lit);
          expect(isOn(new DataView(buffer), field)).toBe(lit(field.usage));
        }
      },
    ),
  );
});
