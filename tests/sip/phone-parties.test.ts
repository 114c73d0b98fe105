import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import {
  callFrom,
  leaveNoCall,
  openWindow,
  registered,
  startCompanion,
  startWithWindow,
  type Window,
} from "../peers/companion.ts";
import { kamailioDomain, startKamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { heardTone, heardUntilNow, ownPhone, receivesSound, usePhones } from "../peers/own-phone.ts";
import { until } from "../peers/process.ts";

/* A telephone of the user's among other makes than tests/sip/phone.test.ts has: linphonec on either side, and the office's own people. */

const address = (user: string): string => `${user}@${kamailioDomain}`;

let window: Window;
const callOf = (id: string) => window.state().calls.find((call) => call.id === id);
const is = (callId: string, state: string): Promise<unknown> =>
  until(() => {
    if (callOf(callId)?.state !== state) throw new Error(JSON.stringify(callOf(callId)));
    return true;
  }, `the call is ${state}`);
const ends = (callId: string, end: string): Promise<unknown> =>
  until(() => {
    if (callOf(callId)?.end !== end) throw new Error(JSON.stringify(callOf(callId)));
    return true;
  }, `it ends as ${end}`);
async function speakWith(target: string): Promise<string> {
  const callId = await callFrom(window, target);
  await is(callId, "active");
  expect(callOf(callId)).toMatchObject({ device: { kind: "desk" }, codec: null });
  return callId;
}
async function holdAndResume(callId: string): Promise<void> {
  await window.ask("calls.hold", { callId });
  await is(callId, "held");
  await window.ask("calls.resume", { callId });
  await is(callId, "active");
}
/** The second is spoken with, and again in the end. */
async function swapThereAndBack(first: string, second: string): Promise<void> {
  await is(first, "held");
  await window.ask("calls.swap", { callId: second });
  await is(first, "active");
  await is(second, "held");
  await window.ask("calls.swap", { callId: second });
  await is(second, "active");
}
afterEach(() => leaveNoCall(window));

describe("with linphonec", () => {
  const stops: (() => unknown)[] = [];
  let [lina, linus, carol]: readonly [Linphone, Linphone, Linphone] = [] as never;
  let [desk, bob]: readonly [Baresip, Baresip] = [] as never;
  beforeAll(async () => {
    const { port, stop } = await startKamailio();
    stops.push(stop);
    [desk, bob] = await Promise.all([
      startBaresip({ user: "desk", port, tone: 700 }),
      startBaresip({ user: "bob", port, tone: 1100 }),
    ]);
    [lina, linus, carol] = await Promise.all([
      startLinphone("lina", port, { tone: 800 }),
      startLinphone("linus", port),
      startLinphone("carol", port),
    ]);
    stops.push(desk.stop, bob.stop, lina.stop, linus.stop, carol.stop);
    window = await startWithWindow({ user: "alice", port }, stops);
    await registered(window);
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  afterEach(async () => {
    for (const phone of [lina, linus, carol]) await hangsUp(phone);
  });
  /**
   * Ends what it may still speak with, so that the next test finds it free. It is asked again only once it has answered: a question
   * that waited would end the next test's call.
   */
  async function hangsUp(phone: Linphone): Promise<void> {
    await until(async () => {
      const said = saidFromNow(phone);
      phone.command("terminate");
      phone.command("calls");
      await until(() => /No active call\.|Call states/u.test(said()), "it says how its calls are");
      return /No active calls/u.test(said());
    }, "it is free");
  }
  /** Everything a linphonec says from now on. */
  const saidFromNow = ({ peer }: Linphone): (() => string) => {
    const before = peer.output().length;
    return () => peer.output().slice(before);
  };

  describe("as the other party", () => {
    beforeEach(() => usePhones(window, ownPhone(address("desk"))));

    it("it is called, held, taken back and hung up on", async () => {
      const callId = await speakWith(address("lina"));
      await holdAndResume(callId);
      await window.ask("calls.hangUp", { callId });
      await ends(callId, "hung-up");
    });

    it("it is over for the desk phone too when it hangs up", async () => {
      const put = desk.events().filter((each) => each.includes('"CALL_CLOSED"')).length;
      const callId = await speakWith(address("lina"));
      lina.command("terminate");
      await ends(callId, "hung-up-by-peer");
      await until(
        () => desk.events().filter((each) => each.includes('"CALL_CLOSED"')).length > put,
        "the desk phone is put down",
      );
    });

    it("it is asked for advice, swapped, taken back, and in the end joined with another by REFER with Replaces", async () => {
      const first = await speakWith(address("lina"));
      const second = await speakWith(address("linus"));
      await swapThereAndBack(first, second);
      await window.ask("calls.takeBack", { callId: second });
      await is(first, "active");
      await ends(second, "hung-up");
      const third = await speakWith(address("linus"));
      const atLinus = saidFromNow(linus);
      await window.ask("calls.completeTransfer", { callId: third });
      await Promise.all([ends(first, "transferred"), ends(third, "transferred")]);
      await until(() => /lina@/u.test(atLinus()), "linus speaks with lina");
      lina.command("terminate");
    });

    it("it is transferred to a number without a consultation", async () => {
      const callId = await speakWith(address("lina"));
      const atLinus = saidFromNow(linus);
      await window.ask("calls.transfer", { callId, target: address("linus") });
      await ends(callId, "transferred");
      await until(() => /incoming call from .*lina@/u.test(atLinus()), "lina calls linus");
      lina.command("terminate");
    });
  });

  describe("as the desk phone", () => {
    beforeEach(() => usePhones(window, ownPhone(address("lina"))));

    it("the other party is held and taken back, and both are free when the panel hangs up", async () => {
      const callId = await speakWith(address("bob"));
      await holdAndResume(callId);
      await window.ask("calls.hangUp", { callId });
      await ends(callId, "hung-up");
    });

    it("putting it down ends the call", async () => {
      const callId = await speakWith(address("bob"));
      lina.command("terminate");
      await ends(callId, "hung-up");
    });

    it("a caller is answered with it, and the call moves to the browser and back", async () => {
      bob.command("dial", address("alice"));
      const { id } = await until(() => window.state().calls.find(({ state }) => state === "offered"), "bob calls");
      await window.ask("calls.answer", { callId: id });
      await is(id, "active");
      expect(callOf(id)?.device.id).toBe(address("lina"));
      await window.ask("calls.move", { callId: id, device: "browser" });
      expect(callOf(id)?.device.kind).toBe("browser");
      await window.ask("calls.move", { callId: id, device: address("lina") });
      expect(callOf(id)?.device.kind).toBe("desk");
    });

    it("a consultation is swapped and joined", async () => {
      const first = await speakWith(address("carol"));
      const second = await speakWith(address("linus"));
      await swapThereAndBack(first, second);
      await window.ask("calls.completeTransfer", { callId: second });
      await Promise.all([ends(first, "transferred"), ends(second, "transferred")]);
      carol.command("terminate");
    });

    it("a conference is made of both calls, mixed here, and the call that is left is straight again", async () => {
      const first = await speakWith(address("bob"));
      const second = await speakWith(address("linus"));
      await is(first, "held");
      await window.ask("conferences.begin", { callId: second, otherId: first });
      await Promise.all([is(first, "active"), is(second, "active")]);
      await until(() => [first, second].every((callId) => callOf(callId)?.codec !== null), "both are mixed here");
      await receivesSound(bob);
      await window.ask("calls.hangUp", { callId: second });
      await until(() => callOf(first)?.codec === null, "the first is between the two telephones");
      expect(callOf(first)).toMatchObject({ state: "active", conference: null, device: { kind: "desk" } });
      await receivesSound(bob);
    });
  });
});

describe("through the embedded office", () => {
  const stops: (() => unknown)[] = [];
  beforeAll(async () => {
    const companion = await startCompanion();
    window = await openWindow(companion);
    stops.push(companion.stop, window.close);
    await registered(window);
    await usePhones(window, ownPhone("201"));
  });
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  it("a telephone is rung first, speaks with whoever is called, and both go on after a hold", async () => {
    const callId = await callFrom(window, "202");
    await until(() => callOf(callId)?.phoneRings?.kind === "desk", "the telephone rings");
    await is(callId, "active");
    expect(callOf(callId)).toMatchObject({ phoneRings: null, device: { kind: "desk" } });
    await holdAndResume(callId);
    await window.ask("calls.mute", { callId, muted: true });
    await window.ask("calls.hangUp", { callId });
    await ends(callId, "hung-up");
  });

  it("a call moves to the browser and back", async () => {
    const callId = await speakWith("600");
    await window.ask("calls.move", { callId, device: "browser" });
    expect(callOf(callId)).toMatchObject({ state: "active", device: { kind: "browser" } });
    await window.ask("calls.move", { callId, device: "201" });
    expect(callOf(callId)).toMatchObject({ state: "active", device: { kind: "desk" } });
  });

  it("two calls are swapped, and connected through this computer where they cannot be joined, while the telephone is free", async () => {
    const first = await speakWith("202");
    const second = await speakWith("600");
    await swapThereAndBack(first, second);
    await window.ask("calls.completeTransfer", { callId: second });
    await Promise.all([is(first, "joined"), is(second, "joined")]);
    await window.ask("conferences.enter", { conferenceId: callOf(first)?.conference?.id ?? "none" });
    await Promise.all([is(first, "active"), is(second, "active")]);
    expect(callOf(second)?.device.kind).toBe("desk");
  });
});

describe("a desk phone that is put down", () => {
  it("while the other party still rings gives the call up there", async () => {
    const stops: (() => unknown)[] = [];
    try {
      const { port, stop } = await startKamailio();
      stops.push(stop);
      const [desk, dora] = await Promise.all([
        startBaresip({ user: "desk", port, tone: 700 }),
        startBaresip({ user: "dora", port, answers: "manual" }),
      ]);
      stops.push(desk.stop, dora.stop);
      window = await startWithWindow({ user: "alice", port }, stops);
      await registered(window);
      await usePhones(window, ownPhone(address("desk")));
      const before = await heardUntilNow(dora);
      const callId = await callFrom(window, address("dora"));
      await is(callId, "ringing");
      desk.command("hangup");
      await ends(callId, "hung-up");
      await until(() => dora.events().some((each) => each.includes('"CALL_CLOSED"')), "dora rings no more");
      const again = await callFrom(window, address("dora"));
      await is(again, "ringing");
      dora.command("accept");
      await is(again, "active");
      await heardTone(dora, 700, before);
    } finally {
      await leaveNoCall(window);
      for (const stop of stops.toReversed()) await stop();
    }
  });
});
