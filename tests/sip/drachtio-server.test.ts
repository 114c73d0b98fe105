import { systemClock } from "@twp/companion/src/adapters/system/clock.ts";
import { createSubscriber } from "@twp/companion/src/srf/subscriber.ts";
import type { SubscriptionNews } from "@twp/companion/src/srf/subscription.ts";
import { randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { followUp, inviteFrom, plainSdp, startSipPeer, type Heard, type SipPeer } from "../bench/sip-peer.ts";
import {
  callFrom,
  openWindow,
  refusal,
  registered,
  startCompanion,
  startWithWindow,
  type CompanionProcess,
  type TestAccount,
  type Window,
} from "../peers/companion.ts";
import { startDrachtioServer, type DrachtioServer } from "../peers/drachtio.ts";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { fragments, obeyReferral, refer, startPhone, startPhoneOn, type Telephone } from "../peers/phone.ts";
import { freePort, until } from "../peers/process.ts";

let kamailio: Kamailio;
const stops: Array<() => unknown> = [];
beforeAll(async () => void (kamailio = await startKamailio(undefined, ["PRESENCE"])));
afterAll(() => kamailio.stop());
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const open = (account: Partial<TestAccount>): Promise<Window> =>
  startWithWindow({ user: "alice", port: kamailio.port, ...account }, stops);

const line = (window: Window) => window.state().account.registration;
describe("an account on a drachtio-server", () => {
  it("says that nobody is there", async () => {
    await refusal(await open({ engine: `drachtio://127.0.0.1:${await freePort()}` }), "engine-unreachable");
  });

  it("says that the secret is wrong, and is well once it is right", async () => {
    const server = await startDrachtioServer();
    stops.push(server.stop);
    const window = await open({ engine: server.url, engineSecret: "another" });
    await refusal(window, "engine-refused");
    const { kind: _, registration: __, ...place } = window.state().account;
    await window.ask("account.change", { ...place, engineSecret: server.secret });
    await registered(window);
  });

  it("knows at once that the server is gone, and comes back with it", async () => {
    const server = await startDrachtioServer();
    const window = await open({ engine: server.url, engineSecret: server.secret });
    await registered(window);
    await server.stop();
    await refusal(window, "engine-unreachable");
    const again = await startDrachtioServer(Number(new URL(server.url).port));
    stops.push(again.stop);
    await registered(window);
    expect(line(window)).toMatchObject({ backup: null });
  });

  it("says that the password is wrong", async () => {
    const server = await startDrachtioServer();
    stops.push(server.stop);
    const account = { engine: server.url, engineSecret: server.secret, password: "another" };
    await refusal(await open(account), "wrong-password");
  });
});

describe("a telephone on a drachtio-server", () => {
  let server: DrachtioServer;
  let peer: SipPeer;
  let companion: CompanionProcess;
  let window: Window;
  beforeEach(async () => {
    [server, peer] = await Promise.all([startDrachtioServer(), startSipPeer()]);
    const account = { user: "alice", port: peer.port, engine: server.url, engineSecret: server.secret };
    companion = await startCompanion(account);
    window = await openWindow(companion);
    stops.push(server.stop, peer.stop, companion.stop, window.close);
    await registered(window);
  });

  const call = () => window.state().calls.at(-1);
  const inState = (state: string) => until(() => call()?.state === state, `the call is ${state}`);
  const header = ({ text }: Heard, name: string) => new RegExp(`^${name}: (.*)$`, "imu").exec(text)?.[1] ?? "";
  const contact = (): string => `Contact: <sip:201@127.0.0.1:${peer.port}>`;
  const sdp = "Content-Type: application/sdp";

  /** Calls 201, and hears the INVITE there. */
  async function dial(): Promise<{ callId: string; invite: Heard }> {
    const asked = peer.next(/^INVITE /u);
    const callId = await callFrom(window, "201");
    return { callId, invite: await asked };
  }

  /** Calls 201, who answers. */
  async function talk(): Promise<string> {
    const { callId, invite } = await dial();
    const confirmed = peer.next(/^ACK /u);
    peer.answer(invite, "200 OK", [contact(), sdp], plainSdp(4000));
    await Promise.all([confirmed, inState("active")]);
    return callId;
  }

  /** Is called and answers; the tag that is ours then. */
  async function beCalled(number: number): Promise<string> {
    const answered = peer.next(/^SIP\/2.0 200 /u);
    peer.send(inviteFrom(peer.port, number, 4000));
    await inState("offered");
    await window.ask("calls.answer", { callId: call()?.id ?? "" });
    const tag = /;tag=(.+)$/u.exec(header(await answered, "To"))?.[1] ?? "";
    peer.send(followUp("ACK", peer.port, number, tag));
    await inState("active");
    return tag;
  }

  /** The BYE of whoever answered that INVITE. */
  function byeFromCallee(invite: Heard): string {
    const lines = [
      `BYE ${/<(.+)>/u.exec(header(invite, "Contact"))?.[1] ?? ""} SIP/2.0`,
      `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bKcallee`,
      "Max-Forwards: 70",
      `From: ${header(invite, "To")};tag=peer`,
      `To: ${header(invite, "From")}`,
      `Call-ID: ${header(invite, "Call-ID")}`,
      "CSeq: 1 BYE",
      "Content-Length: 0",
    ];
    return `${lines.join("\r\n")}\r\n\r\n`;
  }

  it("gives a call up before it is answered", async () => {
    const { callId, invite } = await dial();
    peer.answer(invite, "180 Ringing", [contact()]);
    await inState("ringing");
    const cancelled = peer.next(/^CANCEL /u);
    await window.ask("calls.hangUp", { callId });
    peer.answer(await cancelled, "200 OK");
    const confirmed = peer.next(/^ACK /u);
    peer.answer(invite, "487 Request Terminated");
    await confirmed;
    expect(call()?.end).toBe("hung-up");
  });

  it("hangs up on whoever answers at the moment it gives up", async () => {
    const { callId, invite } = await dial();
    peer.answer(invite, "180 Ringing", [contact()]);
    await inState("ringing");
    const [cancelled, ended] = [peer.next(/^CANCEL /u), peer.next(/^BYE /u)];
    await window.ask("calls.hangUp", { callId });
    peer.answer(invite, "200 OK", [contact(), sdp], plainSdp(4000));
    peer.answer(await cancelled, "200 OK");
    peer.answer(await ended, "200 OK");
    expect(call()?.end).toBe("hung-up");
  });

  it("tells a peer that refreshes its call who does so from now on", async () => {
    const tag = await beCalled(1);
    const refreshed = peer.next(/^SIP\/2.0 200 /u);
    const refresh = inviteFrom(peer.port, 1, 4000)
      .replace("CSeq: 1 INVITE", "CSeq: 2 INVITE\r\nSupported: timer\r\nSession-Expires: 1800;refresher=uac")
      .replace("z9hG4bKbench1", "z9hG4bKrefresh1")
      .replace("To: <sip:alice@uc.test>", `To: <sip:alice@uc.test>;tag=${tag}`);
    peer.send(refresh);
    const granted = await refreshed;
    expect(["CSeq", "Session-Expires", "Require"].map((name) => header(granted, name))).toEqual([
      "2 INVITE",
      "1800;refresher=uac",
      "timer",
    ]);
    peer.send(followUp("ACK", peer.port, 1, tag).replace("CSeq: 1", "CSeq: 2").replace("1ACK", "2ACK"));
    const ended = peer.next(/^SIP\/2.0 200 /u);
    peer.send(followUp("BYE", peer.port, 1, tag).replace("CSeq: 2", "CSeq: 3"));
    await ended;
    expect(await until(() => call()?.end, "the call has ended")).toBe("hung-up-by-peer");
  });

  it("does not wait for an answer to its hold when the peer hangs up instead", async () => {
    const { callId, invite } = await dial();
    const confirmed = peer.next(/^ACK /u);
    peer.answer(invite, "200 OK", [contact(), sdp], plainSdp(4000));
    await Promise.all([confirmed, inState("active")]);
    const offered = peer.next(/^INVITE /u);
    const held = window.ask("calls.hold", { callId });
    await offered;
    const ended = peer.next(/^SIP\/2.0 200 /u);
    peer.send(byeFromCallee(invite));
    await Promise.all([ended, expect(held).rejects.toThrow("call-wrong-state")]);
    expect(call()?.end).toBe("hung-up-by-peer");
    peer.answer(await offered, "481 Call Does Not Exist");
  });

  it("takes leave of its call and its registrar when the companion ends", async () => {
    await talk();
    const [ended, left] = [peer.next(/^BYE /u), peer.next(/^REGISTER /u)];
    const stopped = companion.stop();
    peer.answer(await ended, "200 OK");
    expect(header(await left, "Expires")).toBe("0");
    await stopped;
  });

  it("takes a call back that rings when the companion ends", async () => {
    const { invite } = await dial();
    peer.answer(invite, "180 Ringing", [contact()]);
    await inState("ringing");
    const cancelled = peer.next(/^CANCEL /u);
    const stopped = companion.stop();
    peer.answer(await cancelled, "200 OK");
    peer.answer(invite, "487 Request Terminated");
    await stopped;
  });

  it("lets go of a call whose server has gone, and calls again once it is back", async () => {
    const callId = await talk();
    await server.stop();
    await refusal(window, "engine-unreachable");
    await window.ask("calls.hangUp", { callId });
    expect(call()?.end).toBe("hung-up");
    const again = await startDrachtioServer(Number(new URL(server.url).port));
    stops.push(again.stop);
    await registered(window);
    const ended = peer.next(/^BYE /u);
    await window.ask("calls.hangUp", { callId: await talk() });
    await ended;
    await beCalled(2);
  });

  it("rings for each caller of a new account while a call of the old one goes on", async () => {
    const callId = await talk();
    const other = await startSipPeer("127.0.0.3");
    stops.push(other.stop);
    const moved = other.next(/^REGISTER /u);
    const { kind: _, registration: __, ...place } = window.state().account;
    await window.ask("account.change", { ...place, servers: [`127.0.0.3:${other.port}`] });
    await moved;
    await registered(window);
    for (const number of [11, 12, 13]) {
      const heard = other.next(/^SIP\/2.0 (?:180|[4-6]\d\d) /u);
      other.send(inviteFrom(other.port, number, 4000).replaceAll(`127.0.0.1:${other.port}`, `127.0.0.3:${other.port}`));
      expect((await heard).text).toMatch(/^SIP\/2.0 180 /u);
    }
    const ended = peer.next(/^BYE /u);
    await window.ask("calls.hangUp", { callId });
    await ended;
  });

  it("does not ring for a stranger", async () => {
    const stranger = createSocket("udp4");
    stops.push(() => stranger.close());
    await new Promise<void>((resolve) => stranger.bind(0, "127.0.0.2", resolve));
    const refused = new Promise<string>((resolve) => {
      stranger.on("message", (bytes) => {
        const text = bytes.toString("utf8");
        if (!text.startsWith("SIP/2.0 1")) resolve(text);
      });
    });
    const { port } = stranger.address();
    stranger.send(inviteFrom(port, 21, 4000), server.sipPort, "127.0.0.1");
    expect(await refused).toMatch(/^SIP\/2.0 403 /u);
    expect(window.state().calls).toEqual([]);
  });
});

describe("an application on a drachtio-server", () => {
  let alice: Telephone;
  beforeEach(async () => {
    const server = await startDrachtioServer();
    alice = await startPhoneOn(server, { user: "alice", proxy: `sip:127.0.0.1:${kamailio.port}` });
    stops.push(server.stop, alice.stop);
  });

  const address = (user: string): string => `sip:${user}@${kamailioDomain}`;

  /** Carol, who can be called and who transfers, and bob, whom calls are transferred to. */
  async function others(): Promise<{ carol: Linphone; bob: Telephone }> {
    const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
    const proxy = `sip:127.0.0.1:${kamailio.port}`;
    const [carol, bob] = await Promise.all([
      startLinphone("carol", kamailio.port),
      startPhone({ user: "bob", proxy, bindings }),
    ]);
    stops.push(carol.stop, bob.stop);
    expect((await bob.register()).status).toBe(200);
    return { carol, bob };
  }

  it("transfers its call, and hears how that goes", async () => {
    const { bob } = await others();
    const call = await alice.call("carol");
    const heard = fragments(call);
    expect((await refer(call, address("bob"))).status).toBe(202);
    await until(() => bob.answered[0], "carol speaks with bob");
    await until(() => heard.at(-1)?.startsWith("SIP/2.0 200"), "alice hears that it worked");
  });

  it("is transferred, and calls whom it is sent to", async () => {
    const { carol, bob } = await others();
    const call = await alice.call("carol");
    obeyReferral(alice, call);
    const over = new Promise<void>((resolve) => call.on("destroy", resolve));
    carol.command(`transfer ${address("bob")}`);
    await Promise.all([over, until(() => bob.answered[0], "alice speaks with bob")]);
  });

  it("keeps its subscription by refreshing it", async () => {
    const news: SubscriptionNews[] = [];
    const subscriber = createSubscriber({
      identity: alice.identity,
      clock: systemClock,
      newId: randomUUID,
      chance: Math.random,
    });
    stops.push(subscriber.stop);
    const wish = { uri: address("bob"), event: "presence", accept: "application/pidf+xml", seconds: 5 };
    subscriber.subscribe(wish, (each) => news.push(each));
    await until(() => news.length > 2, "Kamailio tells again and again");
    expect(news.map(({ type }) => type)).toEqual(["notified", "notified", "notified"]);
  });
});
