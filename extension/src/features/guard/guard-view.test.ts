import type { WaitingCall } from "@twp/shared/protocol/guard.ts";
import { beforeAll, describe, expect, it } from "vitest";
import { en } from "../../languages/en.ts";
import { learn, speak } from "../../texts.ts";
import { saidOf, secondsLeft, standingOf, whyText } from "./guard-view.ts";

const waiting: WaitingCall = {
  id: "1",
  number: "+442079460018",
  name: "",
  reasons: [],
  there: null,
  until: null,
  source: "page",
  failed: null,
};

describe("N4: the card of a call that waits", () => {
  beforeAll(() => {
    learn("en", en);
    speak("en");
  });

  it("asks, counts, or tells that it failed", () => {
    expect(standingOf(waiting)).toBe("asks");
    expect(standingOf({ ...waiting, until: 5000 })).toBe("counts");
    expect(standingOf({ ...waiting, until: 5000, failed: "internal" })).toBe("failed");
  });

  it.each([
    [5000, 2000, 3],
    [5000, 2001, 3],
    [5000, 4000, 1],
    [5000, 5001, 1],
  ])("until %d, at %d, %d seconds are left", (until, now, seconds) => {
    expect(secondsLeft(until, now)).toBe(seconds);
  });

  it("says first where a call comes from that another application wants", () => {
    expect(whyText({ ...waiting, source: "link", reasons: ["premium"] }, "en")).toEqual([
      "A link in another application asks for this call.",
      "This number costs extra, perhaps a lot.",
    ]);
  });

  it("says every reason, and the hour there as one time or as two", () => {
    const night = { ...waiting, reasons: ["premium", "night"] as const satisfies WaitingCall["reasons"] };
    expect(whyText({ ...night, reasons: [...night.reasons], there: { from: 180, to: 180 } }, "en-GB")).toEqual([
      "This number costs extra, perhaps a lot.",
      "It is about 03:00 there.",
    ]);
    expect(whyText({ ...waiting, reasons: ["night"], there: { from: 1380, to: 60 } }, "en-GB")).toEqual([
      "It is between 23:00 and 01:00 there.",
    ]);
  });

  it("says a failure in place of the reasons", () => {
    expect(whyText({ ...waiting, reasons: ["premium"], failed: "line-not-registered" }, "en")).toEqual([
      en.failures["line-not-registered"],
    ]);
  });

  it("tells who listens once, without the seconds", () => {
    expect(saidOf({ ...waiting, until: 5000 }, "Perrin", "en")).toBe("Perrin will be called in a moment.");
    expect(saidOf({ ...waiting, reasons: ["emergency"] }, "112", "en")).toBe("Call 112? This is an emergency number.");
  });
});
