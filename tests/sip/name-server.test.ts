import { systemLookup } from "@twp/companion/src/engine/transport/dns.ts";
import { afterEach, expect, it } from "vitest";
import { kamailioDomain, startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { startNameServer } from "../peers/name-server.ts";
import { callAndHangUp, startPhone, type Phone } from "../peers/phone.ts";
import { freePort } from "../peers/process.ts";

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** A name server that prefers TCP for the domain; behind it a server that is away, and Kamailio. */
async function domain(): Promise<{ kamailio: Kamailio; nameServer: string; away: number }> {
  const [kamailio, away] = [await startKamailio(), await freePort()];
  const tcp = `_sip._tcp.${kamailioDomain}`;
  const records = [
    `naptr-record=${kamailioDomain},20,50,s,SIP+D2U,,_sip._udp.${kamailioDomain}`,
    `naptr-record=${kamailioDomain},10,50,s,SIP+D2T,,${tcp}`,
    `srv-host=${tcp},localhost,${kamailio.port},20,0`,
    `srv-host=${tcp},localhost,${away},10,0`,
    `srv-host=_sip._udp.${kamailioDomain},localhost,${away},10,0`,
  ];
  const { address, stop } = await startNameServer(records, kamailioDomain);
  stops.push(kamailio.stop, stop);
  return { kamailio, nameServer: address, away };
}

it("a domain that announces its servers in the DNS is reached as it wants: over TCP, at the second where the first is away", async () => {
  const { kamailio, nameServer, away } = await domain();
  const phone = async (user: string): Promise<Phone> => {
    const bindings = (["udp", "tcp"] as const).map((transport) => ({ transport, host: "127.0.0.1", port: 0 }));
    const options = { user, proxy: `sip:${kamailioDomain}`, bindings, lookup: systemLookup([nameServer]) };
    const started = await startPhone(options);
    stops.push(started.stop);
    return started;
  };
  const [alice, bob] = [await phone("alice"), await phone("bob")];
  for (const each of [alice, bob]) expect((await each.register()).status).toBe(200);
  await callAndHangUp(alice, bob);
  expect([...new Set(alice.ports)]).toEqual([away, kamailio.port]);
  const sent = alice.wire.filter((text) => text.startsWith("> "));
  expect(sent.filter((text) => !text.includes("SIP/2.0/TCP"))).toEqual([]);
});
