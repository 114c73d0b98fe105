import { beforeEach, describe, expect, it } from "vitest";
import type { LegNews, Leg, Line, OwnPhone } from "../calls/ports.ts";
import { createHandClock } from "../hand-clock.ts";
import { createHandset } from "./handset.ts";
import { describes } from "./testing.ts";

const how: OwnPhone = { shown: "Laura", answersByItself: true };
const description = describes("7000", "inactive");

let asked: string[];
let tell: (news: LegNews) => void;
let clock: ReturnType<typeof createHandClock>;
let handset: ReturnType<typeof createHandset>;
beforeEach(() => {
  asked = [];
  clock = createHandClock();
  const leg: Pick<Leg, "hangUp" | "reoffer"> = {
    hangUp: (because) => void asked.push(`hangs up ${because ?? ""}`.trim()),
    reoffer: async (offer) => (asked.push(`offers ${offer}`), description),
  };
  const line: Pick<Line, "dial"> = {
    dial: (target, offer, news, extras) => {
      asked.push(`dials ${target} with ${offer} for ${extras?.ownPhone?.shown ?? "nobody"}`);
      tell = news;
      return leg as Leg;
    },
  };
  handset = createHandset(
    { line: line as Line, target: "7000", clock, offer: "the hole" },
    {
      lifted: (answer) => (asked.push("lifted"), answer === description),
      hungUp: () => void asked.push("its user hung up"),
      reoffered: () => void asked.push("it changes the session"),
    },
  );
});

/** How a lifting ends: `up`, or the reason why not. */
const ending = (lifting: Promise<void>): Promise<string> =>
  lifting.then(
    () => "up",
    (error: unknown) => (error as { reason: string }).reason,
  );

describe("a telephone of the user's", () => {
  it("rings with an offer in which nothing flows, and is up once it is answered", async () => {
    const lifting = ending(handset.lift(how));
    tell({ type: "ringing" });
    expect(handset.isUp()).toBe(false);
    tell({ type: "answered", answer: description });
    expect(await lifting).toBe("up");
    expect(asked).toEqual(["dials 7000 with the hole for Laura", "lifted"]);
  });

  it("rings once, however often it is lifted, and everybody hears how it goes", async () => {
    const both = [ending(handset.lift(how)), ending(handset.lift(how))];
    tell({ type: "answered", answer: description });
    expect(await Promise.all([...both, ending(handset.lift(how))])).toEqual(["up", "up", "up"]);
    expect(asked.filter((each) => each.startsWith("dials"))).toHaveLength(1);
  });

  it.each([
    ["busy", "phone-busy"],
    ["declined-by-peer", "phone-busy"],
    ["no-answer", "phone-no-answer"],
    ["not-found", "phone-unreachable"],
    ["unreachable", "phone-unreachable"],
  ] as const)("that ends as %s is not lifted: %s", async (end, reason) => {
    const lifting = ending(handset.lift(how));
    tell({ type: "ended", end });
    expect(await lifting).toBe(reason);
    expect(asked).not.toContain("its user hung up");
  });

  it("is given up after a minute, and can be rung again", async () => {
    const lifting = ending(handset.lift(how));
    clock.pass(59_999);
    expect(asked).toHaveLength(1);
    clock.pass(1);
    expect(await lifting).toBe("phone-no-answer");
    expect(asked).toContain("hangs up");
    const again = ending(handset.lift(how));
    tell({ type: "answered", answer: description });
    expect(await again).toBe("up");
    clock.pass(60_000);
    expect(handset.isUp()).toBe(true);
  });

  it("whose description cannot be used is put down at once", async () => {
    const lifting = ending(handset.lift(how));
    tell({ type: "answered", answer: "no sound" });
    expect(await lifting).toBe("no-common-codec");
    expect([handset.isUp(), asked.at(-1)]).toEqual([false, "hangs up"]);
  });

  it("tells when its user puts it down, and changes sessions only while it is there", async () => {
    await expect(handset.reoffer("other")).rejects.toThrow("never rung");
    const lifting = ending(handset.lift(how));
    tell({ type: "answered", answer: description });
    await lifting;
    expect(await handset.reoffer("other")).toBe(description);
    tell({ type: "ended", end: "hung-up-by-peer" });
    expect(asked.at(-1)).toBe("its user hung up");
    expect(handset.isUp()).toBe(false);
  });

  it("is told why it rings no more, once", () => {
    void ending(handset.lift(how));
    handset.putDown("answered-elsewhere");
    handset.putDown("answered-elsewhere");
    expect(asked.filter((each) => each.startsWith("hangs up"))).toEqual(["hangs up answered-elsewhere"]);
  });

  it("may not send the user somewhere else", async () => {
    const lifting = ending(handset.lift(how));
    tell({ type: "answered", answer: description });
    await lifting;
    let answer = "none";
    tell({
      type: "referred",
      summons: { target: "900", referredBy: "", replaces: "" },
      reply: { refuse: () => void (answer = "refused") },
    } as unknown as LegNews);
    expect(answer).toBe("refused");
  });
});
