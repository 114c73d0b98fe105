import { describe, expect, it } from "vitest";
import { longEnough, mayAct, noSight, sinceWhen, type Sight } from "./sight.ts";

const seen: Sight = { ...noSight, seen: 1000, mouse: 1000, keyboard: 1000 };

describe("what is pressed in the strip", () => {
  it("counts once it was in full view for half a second", () => {
    expect(mayAct(seen, 1000 + longEnough - 1)).toBe(false);
    expect(mayAct(seen, 1000 + longEnough)).toBe(true);
  });

  it("never counts while the browser does not say that it is seen", () => {
    expect(mayAct({ ...seen, seen: null }, 10_000)).toBe(false);
    expect(mayAct({ ...seen, seen: null, by: "touch" }, 10_000)).toBe(false);
  });

  it.each([
    ["a mouse that came this moment, as behind a window that went", { mouse: 9900 }, false],
    ["a mouse that is not there", { mouse: null }, false],
    ["a key, though the mouse is not there", { mouse: null, by: "keyboard" }, true],
    ["a key that was meant for what had the keyboard before", { keyboard: 9900, by: "keyboard" }, false],
    ["a finger, which is nowhere before", { mouse: 10_000, keyboard: null, by: "touch" }, true],
  ] as const)("by %s", (_, change, counts) => {
    expect(mayAct({ ...seen, ...change }, 10_000)).toBe(counts);
  });

  it("begins anew each time something came in between", () => {
    expect(sinceWhen(null, true, 5)).toBe(5);
    expect(sinceWhen(5, true, 9)).toBe(5);
    expect(sinceWhen(5, false, 9)).toBeNull();
  });
});
