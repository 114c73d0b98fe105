import type { Dialog } from "@twp/companion/src/srf/application.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startLinphone, type Linphone } from "../peers/linphone.ts";
import { fragments, obeyReferral, refer, startPhone, type Phone } from "../peers/phone.ts";
import { until } from "../peers/process.ts";

let kamailio: Kamailio;
let carol: Linphone;
let alice: Phone;
let bob: Phone;

async function phone(user: string): Promise<Phone> {
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const started = await startPhone({ user, proxy: `sip:127.0.0.1:${kamailio.port}`, bindings });
  expect((await started.register()).status).toBe(200);
  return started;
}

// One for each test: it would go on ringing the phones of the test before.
beforeEach(async () => {
  kamailio = await startKamailio();
  [alice, bob, carol] = [await phone("alice"), await phone("bob"), await startLinphone("carol", kamailio.port)];
});
afterEach(async () => {
  await Promise.all([alice.stop(), bob.stop(), carol.stop()]);
  await kamailio.stop();
});

const address = (user: string): string => `sip:${user}@${kamailioDomain}`;
const ended = (call: Dialog): Promise<void> => new Promise((resolve) => call.on("destroy", resolve));
const received = ({ wire }: Phone, method: string): readonly string[] =>
  wire.filter((text) => text.startsWith(`< ${method} `));

describe("linphonec transfers us", () => {
  it("to somebody it has spoken to first: our INVITE replaces that call", async () => {
    const call = await alice.call("carol");
    obeyReferral(alice, call);
    carol.command("pause");
    await until(() => received(alice, "INVITE").some((text) => /a=(?:sendonly|inactive)/u.test(text)), "alice waits");
    carol.command(`call ${address("bob")}`);
    const consultation = await until(() => bob.answered[0], "carol speaks with bob");
    const over = Promise.all([ended(call), until(() => bob.answered[1], "alice speaks with bob")]);
    await until(() => /Call 2 with .* connected/u.test(carol.peer.output()), "carol knows it");
    carol.command("transfer 1 --to-call 2");
    await over;
    expect(received(alice, "REFER")[0]).toMatch(/^Refer-To: .*\?Replaces=/imu);
    expect(received(bob, "INVITE").at(-1)).toContain(`Replaces: ${consultation.sip.callId};`);
    expect(bob.answered[1]?.sip.callId).not.toBe(consultation.sip.callId);
  });

  it("to somebody blindly, and hears how our call goes", async () => {
    const call = await alice.call("carol");
    obeyReferral(alice, call);
    carol.command(`transfer ${address("bob")}`);
    await Promise.all([ended(call), until(() => bob.answered[0], "alice speaks with bob")]);
    const told = alice.wire.filter((text) => text.startsWith("> NOTIFY"));
    expect(told.map((text) => text.split("\r\n\r\n")[1])).toEqual(["SIP/2.0 100 Trying\r\n", "SIP/2.0 200 OK\r\n"]);
  });
});

describe("we transfer linphonec", () => {
  it("to somebody blindly, and hear how its call goes", async () => {
    const call = await alice.call("carol");
    const heard = fragments(call);
    expect((await refer(call, address("bob"))).status).toBe(202);
    await until(() => bob.answered[0], "carol speaks with bob");
    await until(() => heard.at(-1)?.startsWith("SIP/2.0 200"), "alice hears that it worked");
    expect(received(bob, "INVITE")[0]).toMatch(/^From: .*carol@/imu);
  });

  it("to somebody who is not there, and hear that too", async () => {
    const call = await alice.call("carol");
    const heard = fragments(call);
    expect((await refer(call, address("nobody"))).status).toBe(202);
    await until(() => heard.at(-1)?.startsWith("SIP/2.0 404"), "alice hears that nobody is there");
  });

  it("to somebody we have spoken to first: its INVITE replaces our call", async () => {
    const call = await alice.call("carol");
    const heard = fragments(call);
    const consultation = await alice.call("bob");
    const { callId, localTag, remoteTag } = consultation.sip;
    const replaces = encodeURIComponent(`${callId};to-tag=${remoteTag};from-tag=${localTag}`);
    const over = ended(consultation);
    expect((await refer(call, `${address("bob")}?Replaces=${replaces}`)).status).toBe(202);
    await over;
    expect(received(bob, "INVITE").at(-1)).toMatch(/^From: .*carol@/imu);
    await until(() => heard.at(-1)?.startsWith("SIP/2.0 200"), "alice hears that it worked");
  });

  it("without wanting to hear of it, and are not troubled by what it tells all the same", async () => {
    const call = await alice.call("carol");
    const answer = await refer(call, address("bob"), { "Refer-Sub": "false", Supported: "norefersub" });
    expect(answer.status).toBe(202);
    await until(() => bob.answered[0], "carol speaks with bob");
    call.destroy(() => undefined);
    await until(() => alice.wire.some((text) => /^< SIP\/2.0 200[\s\S]*CSeq: \d+ BYE/u.test(text)), "the call ends");
  });
});

describe("a phone of ours", () => {
  it("refuses an INVITE that replaces a call it does not have", async () => {
    await expect(alice.invite(address("bob"), { Replaces: "nothing;to-tag=a;from-tag=b" })).rejects.toMatchObject({
      status: 481,
    });
  });
});
