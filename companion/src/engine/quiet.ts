/** An event of which there may be very many, because the network causes it. */
type Event = { readonly name: string; readonly reason?: string };

/** So many events alike are told within one window, in milliseconds. */
const PER_WINDOW = 20;
const WINDOW = 1000;
/** So many kinds are counted apart; what comes beyond is told together. */
const MAX_KINDS = 100;

/**
 * Tells the first of many events alike, and of the rest how many there were (`times`) once the next comes: whoever floods us
 * must not fill the log, or keep us busy with writing it.
 */
export function quiet<Told extends Event>(
  tell: (event: Told & { readonly times?: number }) => void,
  now: () => number,
): (event: Told) => void {
  const kinds = new Map<string, { since: number; told: number; held: number }>();
  return (event) => {
    const name = `${event.name} ${event.reason ?? ""}`;
    const kind = kinds.has(name) || kinds.size < MAX_KINDS ? name : "";
    const count = kinds.get(kind) ?? { since: now(), told: 0, held: 0 };
    kinds.set(kind, count);
    if (now() - count.since >= WINDOW) Object.assign(count, { since: now(), told: 0 });
    if (count.told >= PER_WINDOW) {
      count.held += 1;
      return;
    }
    count.told += 1;
    const times = count.held + 1;
    count.held = 0;
    tell(times === 1 ? event : { ...event, times });
  };
}
