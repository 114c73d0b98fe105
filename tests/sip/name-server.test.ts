import { systemLookup } from "@twp/companion/src/engine/transport/dns.ts";
import { afterEach, expect, it } from "vitest";
import { makeAuthority } from "../peers/certificates.ts";
import { kamailioDomain, startWideKamailio } from "../peers/kamailio.ts";
import { startNameServer } from "../peers/name-server.ts";
import { callAndHangUp, startPhone, type Phone } from "../peers/phone.ts";
import { freePort, scratchFolder } from "../peers/process.ts";

const stops: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

type Way = "tcp" | "tls";
const service = { tcp: ["SIP+D2T", "_sip._tcp"], tls: ["SIPS+D2T", "_sips._tcp"] } as const;

/** A name server that prefers one transport for the domain; behind it a server that is away, and Kamailio. */
async function domain(way: Way) {
  const { folder, remove } = await scratchFolder();
  stops.push(remove);
  const authority = await makeAuthority(folder, "authority");
  const kamailio = await startWideKamailio(await authority.issue([`URI:sip:${kamailioDomain}`]));
  const away = await freePort();
  const port = way === "tls" ? kamailio.tlsPort : kamailio.port;
  const [wanted, name] = service[way];
  const records = [
    `naptr-record=${kamailioDomain},20,50,s,SIP+D2U,,_sip._udp.${kamailioDomain}`,
    `naptr-record=${kamailioDomain},10,50,s,${wanted},,${name}.${kamailioDomain}`,
    `srv-host=${name}.${kamailioDomain},localhost,${port},20,0`,
    `srv-host=${name}.${kamailioDomain},localhost,${away},10,0`,
    `srv-host=_sip._udp.${kamailioDomain},localhost,${away},10,0`,
  ];
  const { address, stop } = await startNameServer(records, kamailioDomain);
  stops.push(kamailio.stop, stop);
  return { port, away, lookup: systemLookup([address]), authorities: [authority.certificate] };
}

it.each(["tcp", "tls"] as const)(
  "a domain that announces its servers in the DNS is reached as it wants: over %s, at the second where the first is away",
  async (way) => {
    const { port, away, lookup, authorities } = await domain(way);
    const common = { host: "127.0.0.1", port: 0, tls: { authorities } };
    const phone = async (user: string, proxy: string): Promise<Phone> => {
      const bindings = (["udp", way] as const).map((transport) => Object.assign({ transport }, common));
      const started = await startPhone({ user, proxy, bindings, lookup });
      stops.push(started.stop);
      return started;
    };
    const alice = await phone("alice", `sip:${kamailioDomain}`);
    // Whoever is called says in his Contact how he is reached.
    const bob = await phone("bob", `sip:${kamailioDomain};transport=${way}`);
    for (const each of [alice, bob]) expect((await each.register()).status).toBe(200);
    await callAndHangUp(alice, bob);
    expect([...new Set(alice.ports)]).toEqual([away, port]);
    const requests = alice.wire.filter((text) => /^> [A-Z]+ /u.test(text));
    expect(requests.filter((text) => !text.includes(`SIP/2.0/${way.toUpperCase()} `))).toEqual([]);
  },
);
