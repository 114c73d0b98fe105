import type { NetworkInterfaceInfo } from "node:os";
import type { Clock } from "../../features/ports.ts";

/** This computer's addresses, as `os.networkInterfaces` gives them. */
export type Interfaces = Readonly<Partial<Record<string, readonly Pick<NetworkInterfaceInfo, "address" | "cidr">[]>>>;

/** How often the addresses are looked at, in milliseconds: no system tells Node that they changed. */
const lookEvery = 1000;
/** A look that comes so much too late, in milliseconds, was slept through. */
const slept = 10_000;

/**
 * Calls back whenever the addresses of this computer have changed, or it woke up: after a sleep the addresses may be the same and
 * yet nobody knows us there any more. It calls once more at the next look: an interface has its address before the routes lead to it.
 * Returns its stop.
 */
export function watchNetwork(clock: Clock, interfaces: () => Interfaces, changed: () => void): () => void {
  let known = addressesOf(interfaces());
  let seen = clock.now();
  let settling = false;
  let stop: () => void = () => undefined;
  const look = (): void => {
    const [now, addresses] = [clock.now(), addressesOf(interfaces())];
    const moved = addresses !== known || now - seen > lookEvery + slept;
    [known, seen] = [addresses, now];
    stop = clock.after(lookEvery, look);
    if (moved || settling) changed();
    settling = moved;
  };
  stop = clock.after(lookEvery, look);
  return () => stop();
}

/** Every interface with its addresses, in an order of its own: the system's means nothing. */
function addressesOf(interfaces: Interfaces): string {
  return Object.entries(interfaces)
    .flatMap(([name, addresses = []]) => addresses.map(({ address, cidr }) => `${name} ${cidr ?? address}`))
    .toSorted()
    .join("\n");
}
