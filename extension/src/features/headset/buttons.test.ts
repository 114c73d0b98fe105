import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hear, pluggedIn, settling, tell, type Button, type Lamps, type Press, type Standing } from "./buttons.ts";

const dark: Lamps = { offHook: false, ring: false, mute: false, hold: false };
const inCall: Lamps = { ...dark, offHook: true };

/** A headset on the desk whose lamps have said this for a long time; `says` is what it reports and what that means. */
function headset(lamps: Lamps) {
  let standing: Standing = tell(pluggedIn(0), lamps, 0);
  let now = 60_000;
  return {
    says(button: Button, on: boolean, relative = false): Press | "stray" | null {
      const heard = hear(standing, { button, on, relative }, now);
      standing = heard.standing;
      return heard.stray ? "stray" : heard.press;
    },
    told(next: Lamps): void {
      standing = tell(standing, next, now);
    },
    after(milliseconds: number): void {
      now += milliseconds;
    },
  };
}

describe("the hook, as a switch", () => {
  it("is lifted and put down", () => {
    expect(headset(dark).says("hook", true)).toBe("lift");
    expect(headset(inCall).says("hook", false)).toBe("hang-up");
  });

  it("says yes to its lamp, which is no press", () => {
    const one = headset(dark);
    one.told(inCall);
    expect(one.says("hook", true)).toBeNull();
    one.after(10_000);
    one.told(dark);
    expect(one.says("hook", false)).toBeNull();
  });

  it("says a late yes after the next call has begun, and does not hang it up", () => {
    const one = headset(inCall);
    one.told(dark);
    one.after(50);
    one.told(inCall);
    one.after(50);
    expect(one.says("hook", false)).toBeNull();
    one.after(settling);
    expect(one.says("hook", false)).toBe("hang-up");
  });

  it("that is really a key answers by going down, and hangs up by coming up", () => {
    const one = headset(dark);
    expect(one.says("hook", true)).toBe("lift");
    one.told(inCall);
    one.after(150);
    expect(one.says("hook", false)).toBe("stray");
    one.after(60_000);
    expect(one.says("hook", true)).toBeNull();
    one.after(150);
    expect(one.says("hook", false)).toBe("hang-up");
  });

  it("hangs up a call that has just begun", () => {
    const one = headset(dark);
    one.told(inCall);
    one.after(100);
    expect(one.says("hook", false)).toBe("hang-up");
  });

  it("says nothing while it is being plugged in, and hears its lamps again", () => {
    const fresh = tell(pluggedIn(1000), inCall, 1000);
    expect(hear(fresh, { button: "hook", on: false, relative: false }, 1100)).toMatchObject({
      press: null,
      stray: true,
    });
  });
});

describe("the mute button", () => {
  it("as a key changes what the lamp says, each time it goes down", () => {
    const one = headset(inCall);
    expect(one.says("mute", true, true)).toBe("mute");
    expect(one.says("mute", false, true)).toBeNull();
    one.told({ ...inCall, mute: true });
    expect(one.says("mute", true, true)).toBe("unmute");
  });

  it("as a switch says what is wanted", () => {
    const one = headset(inCall);
    expect(one.says("mute", true)).toBe("mute");
    one.told({ ...inCall, mute: true });
    expect(one.says("mute", true)).toBeNull();
    one.after(5000);
    expect(one.says("mute", false)).toBe("unmute");
  });

  it("works as well where it claims to be a switch and says 1 and 0 each time", () => {
    const one = headset(inCall);
    const press = (): (Press | "stray" | null)[] => {
      const said = [one.says("mute", true)];
      one.after(20);
      said.push(one.says("mute", false));
      return said;
    };
    expect(press()).toEqual(["mute", null]);
    one.told({ ...inCall, mute: true });
    one.after(5000);
    expect(press()).toEqual([null, "unmute"]);
  });
});

it("other buttons count when they go down, whatever they call themselves", () => {
  const one = headset(inCall);
  expect(["flash", "drop"].map((button) => one.says(button as Button, true))).toEqual(["flash", "drop"]);
  expect(one.says("flash", true)).toBeNull();
  expect(one.says("flash", false)).toBeNull();
  expect(one.says("flash", true)).toBe("flash");
});

it("a headset that only says yes never presses anything, however often its lamps change and however late it is", () => {
  const change = fc.record({ offHook: fc.boolean(), mute: fc.boolean(), wait: fc.nat({ max: 2000 }) });
  fc.assert(
    fc.property(fc.array(change), fc.nat({ max: settling - 1 }), (changes, delay) => {
      let standing = tell(pluggedIn(-settling), dark, -settling);
      let now = 0;
      const events = changes.flatMap(({ wait, offHook, mute }) => {
        const at = (now += wait);
        const lamps = { ...dark, offHook, mute };
        return [
          { at, lamps, yes: false },
          { at: at + delay, lamps, yes: true },
        ];
      });
      let before = dark;
      for (const { at, lamps, yes } of events.toSorted((a, b) => a.at - b.at))
        if (!yes) standing = tell(standing, lamps, at);
        else {
          // It confirms what has changed.
          for (const [button, lamp] of [
            ["hook", "offHook"],
            ["mute", "mute"],
          ] as const)
            if (before[lamp] !== lamps[lamp])
              expect(hear(standing, { button, on: lamps[lamp], relative: false }, at).press).toBeNull();
          before = lamps;
        }
    }),
  );
});
