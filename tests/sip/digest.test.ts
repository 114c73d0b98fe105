import { afterEach, describe, expect, it } from "vitest";
import { startKamailio, type KamailioOption } from "../peers/kamailio.ts";
import { callAndHangUp, startPhone } from "../peers/phone.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const headersIn = (wire: readonly string[], start: string): readonly string[] =>
  wire
    .filter((message) => message.startsWith(start))
    .map((message) => /uthorization: ([^\r]*)/u.exec(message)?.[1] ?? "");

describe.each<[string, readonly KamailioOption[], RegExp]>([
  ["MD5", [], /algorithm=MD5, .*qop=auth,/u],
  ["SHA-256", ["DIGEST_SHA256"], /algorithm=SHA-256, .*qop=auth,/u],
])("a registrar that asks for %s", (_name, options, wanted) => {
  it("registers us, lets us call, and hears the end of the call", async () => {
    const kamailio = await startKamailio(undefined, options);
    stops.push(kamailio.stop);
    const proxy = `sip:127.0.0.1:${kamailio.port}`;
    const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
    const alice = await startPhone({ user: "alice", proxy, bindings });
    stops.push(alice.stop);
    const bob = await startPhone({ user: "bob", proxy, bindings });
    stops.push(bob.stop);
    for (const each of [alice, bob]) expect((await each.register()).status).toBe(200);
    await callAndHangUp(alice, bob);
    expect(headersIn(alice.wire, "> REGISTER")).toEqual(["", expect.stringMatching(wanted)]);
    expect(headersIn(alice.wire, "> INVITE")).toEqual(["", expect.stringMatching(wanted)]);
  });
});
