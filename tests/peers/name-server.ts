import { Resolver } from "node:dns/promises";
import { freePort, startPeer, until } from "./process.ts";

/** A dnsmasq of the test's own. `address` is where it answers, as `127.0.0.1:port`. */
export type NameServer = Readonly<{ address: string; stop: () => Promise<void> }>;

/**
 * Starts dnsmasq with records as its options write them, such as `srv-host=_sip._tcp.uc.test,localhost,5060,10,60`, and waits until it
 * knows the name that is asked for.
 */
export async function startNameServer(records: readonly string[], known: string): Promise<NameServer> {
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const own = ["--keep-in-foreground", `--port=${port}`, "--listen-address=127.0.0.1", "--bind-interfaces"];
  const alone = ["--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--pid-file=", "--user=root"];
  const peer = startPeer("/usr/sbin/dnsmasq", [...own, ...alone, ...records.map((each) => `--${each}`)]);
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers([address]);
  await until(() => resolver.resolveNaptr(known), "the name server answers").catch((cause: unknown) => {
    throw new Error(peer.output(), { cause });
  });
  return { address, stop: peer.stop };
}
