import type { Dialog, SipResponse } from "@twp/companion/src/srf/application.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startBaresip } from "../peers/baresip.ts";
import { startSipPeer } from "../bench/sip-peer.ts";
import {
  callFrom,
  openWindow,
  registered,
  startCompanion,
  startWithWindow,
  type CompanionProcess,
  type Window,
} from "../peers/companion.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";

/* What goes wrong in a call: each has an end that the user is told, and no call is lost by our side. */

const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
const panel = { kind: "panel" } as const;
let kamailio: Kamailio;
let companion: CompanionProcess;
let window: Window;
let stops: (() => unknown)[];
beforeEach(async () => {
  kamailio = await startKamailio();
  companion = await startCompanion({ user: "alice", port: kamailio.port });
  window = await openWindow(companion);
  stops = [() => kamailio.stop(), companion.stop, window.close];
  await registered(window);
});
afterEach(async () => {
  for (const stop of stops.toReversed()) await stop();
});

const call = () => window.state().calls[0];
const isState = (state: string) => until(() => call()?.state === state, `the call is ${state}`);

async function telephone(user: string): Promise<Phone> {
  const started = await startPhone({ user, proxy: `sip:127.0.0.1:${kamailio.port}`, bindings });
  stops.push(started.stop);
  expect((await started.register()).status).toBe(200);
  return started;
}

/** Alice speaks with that user; the id of her call. */
async function speaksWith(user: string): Promise<string> {
  const callId = await callFrom(window, user);
  await isState("active");
  return callId;
}

const answeredBy = ({ answered }: Phone): Promise<Dialog> => until(() => answered[0], "the other side has answered");

describe("a peer", () => {
  it("that vanishes is noticed by its silence, and the call ends when the user says so", async () => {
    const bob = await startBaresip({ user: "5012", port: kamailio.port });
    stops.push(bob.stop);
    const callId = await speaksWith("5012");
    await until(() => (call()?.quality?.received ?? 0) > 20, "it is heard");
    bob.peer.child.kill("SIGKILL");
    await until(() => call()?.quiet, "its silence is told", 15_000);
    expect(call()?.state).toBe("active");
    await window.ask("calls.hangUp", { callId });
    expect(call()).toMatchObject({ state: "ended", end: "hung-up" });
  });

  it("that refuses to be held is spoken with further, and the user is told", async () => {
    const bob = await telephone("5012");
    const callId = await speaksWith("5012");
    (await answeredBy(bob)).on("modify", (_request, response) => response.send(488));
    await expect(window.ask("calls.hold", { callId })).rejects.toThrow("peer-refused");
    expect(call()?.state).toBe("active");
  });

  it("that holds us at the moment we hold it does not end the call: both go on, one after the other", async () => {
    const bob = await telephone("5012");
    const callId = await speaksWith("5012");
    const dialog = await answeredBy(bob);
    dialog.on("modify", (_request, response) =>
      response.send(200, {
        body: sdp("recvonly"),
        headers: { "Content-Type": "application/sdp", Contact: dialog.local.contact },
      }),
    );
    const [ours, theirs] = await Promise.all([
      window.ask("calls.hold", { callId }).then(
        () => "held",
        (error: Error) => error.message,
      ),
      reoffer(dialog, sdp("sendonly")),
    ]);
    expect(["held", "peer-refused"]).toContain(ours);
    expect([200, 491]).toContain(theirs.status);
    expect(["held", "active"]).toContain(call()?.state);
    await window.ask("calls.hangUp", { callId });
    expect(call()?.end).toBe("hung-up");
  });

  it("with which we share no format of sound says so, in words of its own", async () => {
    const bob = await startSipPeer();
    stops.push(bob.stop);
    const alice = await startWithWindow({ user: "alice", port: bob.port }, stops);
    await registered(alice);
    // The call comes once more with encrypted sound, for that may be what is wanted.
    for (const answered of [bob.next(/^INVITE /u), bob.next(/^INVITE /u)])
      void answered.then((invite) => bob.answer(invite, "488 Not Acceptable Here"));
    await alice.ask("calls.dial", { target: "5012", source: panel });
    await until(() => alice.state().calls[0]?.end === "no-common-codec", "it is told");
  });
});

describe("the server", () => {
  it("that is restarted in a call does not end it: the sound goes on, and hanging up still reaches the other side", async () => {
    const bob = await telephone("5012");
    const callId = await speaksWith("5012");
    const over = new Promise<void>((resolve) => void answeredBy(bob).then((dialog) => dialog.on("destroy", resolve)));
    const { port } = kamailio;
    await kamailio.stop();
    kamailio = await startKamailio(port);
    expect(call()).toMatchObject({ id: callId, state: "active" });
    await window.ask("calls.hold", { callId });
    await isState("held");
    await window.ask("calls.hangUp", { callId });
    await over;
  });
});

describe("the user", () => {
  it("in two windows at once gets one truth in both, whatever is pressed", async () => {
    await telephone("5012");
    const other = await openWindow(companion);
    stops.push(other.close);
    const callId = await speaksWith("5012");
    const outcomes = await Promise.allSettled([
      window.ask("calls.hold", { callId }),
      other.ask("calls.mute", { callId, muted: true }),
      other.ask("calls.hold", { callId }),
      window.ask("calls.hangUp", { callId }),
      other.ask("calls.hangUp", { callId }),
    ]);
    const refused = outcomes.flatMap((each) => (each.status === "rejected" ? [(each.reason as Error).message] : []));
    expect(refused.filter((code) => !["call-wrong-state", "peer-refused"].includes(code))).toEqual([]);
    await isState("ended");
    expect(other.state().calls).toEqual(window.state().calls);
    expect(call()?.end).toBe("hung-up");
  });

  it("who presses digits into a call that is over is told so", async () => {
    await telephone("5012");
    const callId = await speaksWith("5012");
    await window.ask("calls.hangUp", { callId });
    await expect(window.ask("calls.sendDigits", { callId, digits: "1" })).rejects.toThrow("call-wrong-state");
  });
});

const sdp = (direction: string): string =>
  `v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na=${direction}\r\n`;

function reoffer(dialog: Dialog, body: string): Promise<SipResponse> {
  const headers = { Contact: dialog.local.contact, "Content-Type": "application/sdp" };
  return new Promise((resolve, reject) => {
    dialog.request({ method: "INVITE", body, headers }, (error, response) =>
      response ? resolve(response) : reject(new Error("not sent", { cause: error })),
    );
  });
}
