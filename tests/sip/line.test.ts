import { createSocket } from "node:dgram";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBaresip, type Baresip } from "../peers/baresip.ts";
import {
  callFrom,
  openWindow,
  registered,
  startCompanion,
  type CompanionProcess,
  type TestAccount,
  type Window,
} from "../peers/companion.ts";
import { startDrachtioServer, type DrachtioServer } from "../peers/drachtio.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { freePort, until } from "../peers/process.ts";
import { startSipp } from "../peers/sipp.ts";
import { amplitudeOf, readWav } from "../peers/tone.ts";

let kamailio: Kamailio;
let server: DrachtioServer;
beforeAll(async () => void ([kamailio, server] = await Promise.all([startKamailio(), startDrachtioServer()])));
afterAll(() => Promise.all([kamailio.stop(), server.stop()]));

/** The engine that the line runs on, as it stands in the account. */
const engines = ["the embedded engine", "a drachtio-server"] as const;
type EngineName = (typeof engines)[number];
const on = (name: EngineName): Pick<TestAccount, "engine" | "engineSecret"> =>
  name === "a drachtio-server" ? { engine: server.url, engineSecret: server.secret } : {};

const call = (window: Window) => window.state().calls.at(-1);
const inState = (window: Window, state: string) => until(() => call(window)?.state === state, `the call is ${state}`);
const end = (window: Window) => until(() => call(window)?.end, "the call has ended");
const panel = { kind: "panel" } as const;

describe.each([
  ["udp", engines[0]],
  ["tcp", engines[0]],
  ["udp", engines[1]],
  ["tcp", engines[1]],
] as const)("the line over %s on %s", (transport, engine) => {
  let companion: CompanionProcess;
  let window: Window;
  let bob: Baresip;
  beforeAll(async () => {
    [companion, bob] = await Promise.all([
      startCompanion({ user: "alice", port: kamailio.port, transport, ...on(engine) }),
      startBaresip({ user: "bob", port: kamailio.port, transport }),
    ]);
    window = await openWindow(companion);
    await registered(window);
  });
  afterAll(async () => {
    window.close();
    await Promise.all([companion.stop(), bob.stop()]);
  });

  it("calls, holds, resumes, sends digits and hangs up", async () => {
    const callId = await callFrom(window, "bob@uc.test");
    await inState(window, "active");
    await window.ask("calls.hold", { callId });
    expect(call(window)?.state).toBe("held");
    await window.ask("calls.resume", { callId });
    await window.ask("calls.sendDigits", { callId, digits: "42#" });
    await until(
      () =>
        bob
          .events()
          .join("")
          .match(/CALL_DTMF_START[^}]*"param":"#"/u),
      "baresip hears the last digit",
    );
    await window.ask("calls.hangUp", { callId });
    await until(() => bob.events().join("").includes("CALL_CLOSED"), "baresip sees the end");
    expect(call(window)).toMatchObject({ end: "hung-up", codec: "PCMU", digits: "42#" });
  });

  it("is hung up by the peer", async () => {
    await window.ask("calls.dial", { target: "bob@uc.test", source: panel });
    await inState(window, "active");
    bob.command("hangup");
    expect(await end(window)).toBe("hung-up-by-peer");
  });

  it("is put on hold by the peer and taken back", async () => {
    const callId = await callFrom(window, "bob@uc.test");
    await inState(window, "active");
    bob.command("hold");
    await until(() => call(window)?.heldByPeer, "held by the peer");
    bob.command("resume");
    await until(() => call(window)?.heldByPeer === false, "taken back");
    await window.ask("calls.hangUp", { callId });
  });

  it("says that nobody is there under a number that does not exist", async () => {
    await window.ask("calls.dial", { target: "nobody@uc.test", source: panel });
    expect(await end(window)).toBe("not-found");
  });
});

describe.each(engines)("callers of a line on %s", (engine) => {
  let companion: CompanionProcess;
  let window: Window;
  beforeEach(async () => {
    companion = await startCompanion({ user: "alice", port: kamailio.port, ...on(engine) });
    window = await openWindow(companion);
    await registered(window);
  });
  afterEach(async () => {
    window.close();
    await companion.stop();
  });
  const offered = async (): Promise<string> => {
    await inState(window, "offered");
    expect(call(window)?.peer).toEqual({ number: "+34911234567", name: "Laura Garcia" });
    return call(window)?.id ?? "";
  };

  it("hear 180 and 200 and may hang up", async () => {
    const sipp = await startSipp({
      scenario: "caller-rings-is-answered-and-hangs-up",
      port: kamailio.port,
      callee: "alice",
    });
    await window.ask("calls.answer", { callId: await offered() });
    expect(await sipp.passed).toBe(true);
    expect(await end(window)).toBe("hung-up-by-peer");
    await sipp.stop();
  });

  it("get our BYE", async () => {
    const sipp = await startSipp({
      scenario: "caller-rings-is-answered-and-waits-for-bye",
      port: kamailio.port,
      callee: "alice",
    });
    const callId = await offered();
    await window.ask("calls.answer", { callId });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await window.ask("calls.hangUp", { callId });
    expect(await sipp.passed).toBe(true);
    await sipp.stop();
  });

  it("are declined with 486", async () => {
    const sipp = await startSipp({
      scenario: "caller-rings-and-is-declined-with-486",
      port: kamailio.port,
      callee: "alice",
    });
    await window.ask("calls.decline", { callId: await offered() });
    expect(await sipp.passed).toBe(true);
    await sipp.stop();
  });

  it("give up, and the call is missed", async () => {
    const sipp = await startSipp({ scenario: "caller-rings-and-gives-up", port: kamailio.port, callee: "alice" });
    await offered();
    expect(await end(window)).toBe("missed");
    expect(await sipp.passed).toBe(true);
    await sipp.stop();
  });

  it("with no codec of ours get 488, and the user a reason", async () => {
    const sipp = await startSipp({
      scenario: "caller-with-unknown-codec-is-refused-with-488",
      port: kamailio.port,
      callee: "alice",
    });
    await expect(window.ask("calls.answer", { callId: await offered() })).rejects.toThrow("sound-unavailable");
    expect(await sipp.passed).toBe(true);
    expect(await end(window)).toBe("no-common-codec");
    await sipp.stop();
  });
});

describe("a stranger", () => {
  it("who sends an INVITE past the registrar rings nobody", async () => {
    const registrar = createSocket("udp4");
    await new Promise<void>((resolve) => registrar.bind(0, "127.0.0.1", resolve));
    const line = new Promise<number>((resolve) => void registrar.once("message", (_, from) => resolve(from.port)));
    const companion = await startCompanion({ user: "alice", port: registrar.address().port });
    const window = await openWindow(companion);
    const stranger = createSocket("udp4");
    await new Promise<void>((resolve) => stranger.bind(0, "127.0.0.2", resolve));
    const answers: string[] = [];
    stranger.on("message", (message) => answers.push(message.toString().split("\r\n", 1)[0] ?? ""));
    stranger.send(strangersRequest("INVITE", stranger.address().port), await line, "127.0.0.1");
    await until(() => companion.peer.output().includes("request.untrusted"), "the INVITE is ignored");
    // What the line answers comes in order: an answer to the INVITE would be there before this one.
    stranger.send(strangersRequest("OPTIONS", stranger.address().port), await line, "127.0.0.1");
    await until(() => answers.length > 0, "the line answers");
    expect([window.state().calls, answers]).toEqual([[], ["SIP/2.0 200 OK"]]);
    window.close();
    stranger.close();
    registrar.close();
    await companion.stop();
  });
});

function strangersRequest(method: "INVITE" | "OPTIONS", port: number): string {
  const lines = [
    `${method} sip:alice@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.2:${port};branch=z9hG4bKstranger-${method}`,
    "Max-Forwards: 70",
    "From: <sip:scanner@127.0.0.2>;tag=1",
    "To: <sip:alice@127.0.0.1>",
    `Call-ID: stranger-${method}`,
    `CSeq: 1 ${method}`,
    `Contact: <sip:scanner@127.0.0.2:${port}>`,
    "Content-Length: 0",
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

describe("a line that cannot be", () => {
  it("says that the password is wrong, and does not try for ever", async () => {
    const companion = await startCompanion({ user: "alice", port: kamailio.port, password: "wrong" });
    const window = await openWindow(companion);
    await until(() => window.state().account.registration.state === "refused", "refused");
    expect(window.state().account.registration).toEqual({ state: "refused", reason: "wrong-password" });
    await expect(window.ask("calls.dial", { target: "5012", source: panel })).rejects.toThrow("line-not-registered");
    window.close();
    await companion.stop();
  });

  it("says that the server is not there, and comes back when it is", async () => {
    const port = await freePort();
    const companion = await startCompanion({ user: "alice", port });
    const window = await openWindow(companion);
    await until(() => window.state().account.registration.state === "waiting", "waiting");
    expect(window.state().account.registration).toMatchObject({ state: "waiting", reason: "server-unreachable" });
    const late = await startKamailio(port);
    await window.ask("account.register", null);
    await registered(window);
    window.close();
    await Promise.all([companion.stop(), late.stop()]);
  });
});

describe("the embedded office", () => {
  it("gives a newcomer a line, an echo, and the reasons of calls that fail", async () => {
    const companion = await startCompanion();
    const window = await openWindow(companion);
    await registered(window);
    expect(window.state().account.kind).toBe("office");
    const callId = await callFrom(window, "600");
    await inState(window, "active");
    await window.ask("calls.hangUp", { callId });
    await window.ask("calls.dial", { target: "999", source: panel });
    expect(await end(window)).toBe("not-found");
    window.close();
    await companion.stop();
  });
});

describe("baresip's recording", () => {
  it("is silent while nobody speaks on our side", async () => {
    const bob = await startBaresip({ user: "bob", port: kamailio.port });
    const companion = await startCompanion({ user: "alice", port: kamailio.port });
    const window = await openWindow(companion);
    await registered(window);
    const callId = await callFrom(window, "bob@uc.test");
    await inState(window, "active");
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await window.ask("calls.hangUp", { callId });
    const sound = await readWav(await bob.heard());
    expect(sound.samples.length).toBeGreaterThan(sound.rate);
    expect(amplitudeOf(sound, 440, 0, 1)).toBeLessThan(0.001);
    window.close();
    await Promise.all([companion.stop(), bob.stop()]);
  });
});
