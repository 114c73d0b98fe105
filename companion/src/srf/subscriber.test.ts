import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { fakeServer } from "./fake-server.ts";
import { createSubscriber, type Subscriber } from "./subscriber.ts";
import type { Subscription, SubscriptionNews } from "./subscription.ts";
import { life, readSubscriptionState, type Happening, type Standing } from "./subscription-life.ts";
import { afterRefusal, readSeconds, waitUntilNext, type Verdict } from "./trying-again.ts";

let server: ReturnType<typeof fakeServer>;
let subscriber: Subscriber;
let subscription: Subscription;
let news: SubscriptionNews[];

const wish = { uri: "sip:bob@uc.test", event: "presence", accept: "application/pidf+xml", seconds: 600 };
const callId = (): string => server.last().headers["Call-ID"] ?? "";
const seconds = (count: number): void => server.clock.advance(count * 1000);

beforeEach(() => {
  server = fakeServer();
  news = [];
  subscriber = createSubscriber(server);
  subscription = subscriber.subscribe(wish, (each) => news.push(each));
});

/** The notifier grants it and notifies for the first time. */
function grant(expires = 600): void {
  const id = callId();
  server.last().answer(200, { Expires: String(expires) });
  server.notify(id, `active;expires=${expires}`);
}

describe("a subscription", () => {
  it("asks for its package, and hands out what it is notified of as it came", () => {
    expect(server.last()).toMatchObject({ method: "SUBSCRIBE", uri: "sip:bob@uc.test", dialogId: undefined });
    expect(server.last().headers).toMatchObject({ Event: "presence", Accept: "application/pidf+xml", Expires: "600" });
    const id = callId();
    server.last().answer(200, { Expires: "600" });
    expect(server.notify(id, "active", { "Content-Type": "application/pidf+xml" }, "<presence/>")).toBe(200);
    const notified = { type: "notified", state: "active", contentType: "application/pidf+xml", body: "<presence/>" };
    expect(news).toEqual([notified]);
  });

  it("is refreshed in its dialog before it expires, by what was granted", () => {
    const id = callId();
    grant(100);
    seconds(79);
    expect(server.asked).toHaveLength(1);
    seconds(1);
    expect(server.last().dialogId).toMatch(new RegExp(`^${id};from-tag=id-`, "u"));
    expect(server.asked.map(({ headers }) => headers["Contact"])).toEqual(["<sip:alice@localhost>", undefined]);
    server.last().answer(200, { Expires: "50" });
    seconds(40);
    expect(server.asked).toHaveLength(3);
  });

  it("is never believed to last longer than was asked for, and is shortened by a NOTIFY that says so", () => {
    const id = callId();
    grant(100_000);
    server.notify(id, "active;expires=20");
    seconds(16);
    expect(server.asked).toHaveLength(2);
    server.last().answer(200, { Expires: "100000" });
    seconds(480);
    expect(server.asked).toHaveLength(3);
  });

  it("hears a NOTIFY that overtakes the answer, and the end that does", () => {
    const id = callId();
    const [first] = server.asked;
    server.notify(id, "pending");
    server.notify(id, "terminated;reason=rejected");
    first?.answer(200, { Expires: "600" });
    expect(news.map((each) => (each.type === "notified" ? each.state : each.why))).toEqual([
      "pending",
      "terminated",
      "rejected",
    ]);
    seconds(7200);
    expect([server.asked.length, subscription.standing]).toEqual([1, "over"]);
  });

  it("asks for more where the notifier wants more, but not without end", () => {
    server.last().answer(423, { "Min-Expires": "900" });
    seconds(0);
    expect(server.last().headers["Expires"]).toBe("900");
    server.last().answer(423, { "Min-Expires": "900" });
    seconds(3);
    expect(server.asked).toHaveLength(2);
  });

  it("begins again on a new dialog at once when the notifier knows its dialog no more", () => {
    const first = callId();
    grant(100);
    seconds(80);
    server.last().answer(481);
    seconds(0);
    expect(server.last().dialogId).toBeUndefined();
    expect(callId()).not.toBe(first);
    expect(server.notify(first, "active")).toBe(481);
  });

  it("tries the refresh again in the same dialog while it lasts, and a new one after that", () => {
    grant(100);
    seconds(80);
    const { dialogId } = server.last();
    server.last().answer(500);
    seconds(2);
    expect(server.last().dialogId).toBe(dialogId);
    server.last().answer(500, { "Retry-After": "60" });
    seconds(60);
    expect(server.last().dialogId).toBeUndefined();
  });

  it("waits as long as Retry-After says, and ever longer where nothing is said", () => {
    server.last().answer(503, { "Retry-After": "120 (maintenance)" });
    seconds(119);
    expect(server.asked).toHaveLength(1);
    seconds(1);
    for (const wait of [4, 8, 16]) {
      server.last().answer(503);
      const before = server.asked.length;
      seconds(wait - 1);
      expect(server.asked).toHaveLength(before);
      seconds(1);
      expect(server.asked).toHaveLength(before + 1);
    }
  });

  it("is not asked for again at once each time when the notifier ends whatever it grants", () => {
    const hurried = Array.from({ length: 4 }, () => {
      const before = server.asked.length;
      const id = callId();
      server.last().answer(200, { Expires: "600" });
      server.notify(id, "terminated;reason=deactivated");
      seconds(1);
      return server.asked.length - before;
    });
    expect(hurried).toEqual([1, 0, 0, 0]);
  });

  it("counts on a notifier that notifies", () => {
    server.last().answer(200, { Expires: "600" });
    seconds(32);
    expect(news).toMatchObject([{ type: "ended", why: "silent" }]);
    seconds(2);
    expect(server.asked).toHaveLength(2);
  });

  it("begins again when the way to the server is a new one, even while it waits or asks", () => {
    grant();
    subscriber.renew();
    subscriber.renew();
    expect(server.asked.map(({ dialogId }) => dialogId)).toEqual([undefined, undefined, undefined]);
    server.last().answer(503);
    subscriber.renew();
    expect(server.asked).toHaveLength(4);
    expect(new Set(server.asked.map(({ headers }) => headers["Call-ID"])).size).toBe(4);
  });

  it("refuses a NOTIFY of another package, of no known state, and of nobody's dialog", () => {
    const id = callId();
    expect(server.notify(id, "active", { Event: "dialog" })).toBe(489);
    expect(server.notify(id, "unheard-of")).toBe(400);
    expect(server.notify("stranger", "active")).toBe(481);
    expect(news).toEqual([]);
  });

  it("leaves what nobody asked for to whoever takes it, and only that", () => {
    const bodies: string[] = [];
    const take = (request: Readonly<{ body: string }>): boolean => bodies.push(request.body) === 1;
    createSubscriber({ ...server, unasked: take }).subscribe(wish, () => undefined);
    expect(server.notify(callId(), "active", {}, "asked")).toBe(200);
    expect(server.notify("stranger", "active", {}, "first")).toBe(200);
    expect(server.notify("stranger", "active", {}, "second")).toBe(481);
    expect(bodies).toEqual(["first", "second"]);
  });

  it("goes on trying when nothing can be sent, and says when", () => {
    server.disconnect();
    grant(100);
    seconds(80);
    const now = server.clock.now();
    const ended = [
      { type: "ended", why: "481", again: now },
      { type: "ended", why: "503", again: now + 4000 },
    ];
    expect(news.slice(1)).toEqual(ended);
  });
});

describe("the end of a subscription", () => {
  it("gives it back in its dialog, and still answers the last NOTIFY", async () => {
    const id = callId();
    grant();
    const stopped = subscriber.stop();
    expect(server.last().headers["Expires"]).toBe("0");
    server.last().answer(200, { Expires: "0" });
    await stopped;
    expect(server.notify(id, "terminated;reason=timeout")).toBe(200);
    seconds(33);
    expect(server.notify(id, "terminated")).toBe(481);
    expect([news.length, server.asked.length, server.clock.running]).toEqual([1, 2, 0]);
  });

  it("waits for the answer to a SUBSCRIBE that is under way, to give back what it grants", async () => {
    const stopped = subscription.stop();
    expect(server.asked).toHaveLength(1);
    server.last().answer(200, { Expires: "600" });
    expect(server.last()).toMatchObject({ headers: { Expires: "0" }, dialogId: expect.stringContaining("from-tag") });
    server.last().answer(481);
    await stopped;
    expect(news).toEqual([]);
  });

  it("is at once where nothing runs, and where nothing can be sent", async () => {
    server.last().answer(503);
    await subscription.stop();
    const other = subscriber.subscribe(wish, () => undefined);
    server.last().answer(200);
    server.disconnect();
    await other.stop();
    await subscriber.stop();
    expect(server.asked).toHaveLength(2);
  });
});

describe("what follows a termination", () => {
  it.each<[string, Verdict, number | null]>([
    ["terminated;reason=deactivated", "at-once", null],
    ["terminated;reason=timeout", "at-once", null],
    ["terminated;reason=probation;retry-after=30", "later", 30],
    ["terminated;reason=giveup", "later", null],
    ["Terminated ; Reason=Rejected", "never", null],
    ["terminated;reason=noresource", "never", null],
    ["terminated;reason=invariant", "never", null],
    ["terminated;reason=constructor", "later", null],
    ["terminated;retry-after=5", "later", 5],
  ])("%s: %s", (text, verdict, retryAfter) => {
    expect(readSubscriptionState(text)).toMatchObject({ state: "terminated", verdict, retryAfter });
  });

  it.each([
    [404, "never"],
    [481, "at-once"],
    [489, "never"],
    [500, "later"],
    [603, "never"],
  ])("after %i: %s", (status, verdict) => {
    expect(afterRefusal(status)).toBe(verdict);
  });
});

describe("the laws of trying again", () => {
  const verdicts = fc.constantFrom<Verdict>("at-once", "later", "never");
  const facts = fc.record({
    failures: fc.nat(1000),
    retryAfter: fc.option(fc.nat(86_400)),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });

  it("never is never, and after a failure nobody is asked again within a second unless they said so", () => {
    fc.assert(
      fc.property(verdicts, facts, (verdict, given) => {
        const wait = waitUntilNext(verdict, given);
        if (verdict === "never") return wait === null;
        if (verdict === "later" && given.retryAfter !== null) return wait === given.retryAfter * 1000;
        return wait !== null && wait <= 600_000 && (given.failures === 0 || wait >= 1000);
      }),
    );
  });

  it("whatever happens, a subscription that is over stays so, and leaving ends it with the next answer", () => {
    const happenings = fc.array(fc.constantFrom<Happening>("granted", "lost", "refused", "due", "renewed", "left"));
    const after = (from: Standing, all: readonly Happening[]): Standing =>
      all.reduce<Standing>((standing, each) => life[standing][each]?.to ?? standing, from);
    fc.assert(
      fc.property(happenings, (all) => {
        const standing = after(after("waiting", all), ["left"]);
        return after(standing, ["granted", "granted"]) === "over" && after(standing, ["refused"]) === "over";
      }),
    );
  });

  it("any text for seconds gives a number of a day at most, or none", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (text) => {
        const read = readSeconds(text);
        return read === null || (Number.isInteger(read) && read >= 0 && read <= 86_400);
      }),
    );
  });
});
