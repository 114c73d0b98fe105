import type { SrvRecord } from "./dns.ts";

/**
 * SRV records in the order they are tried (RFC 2782): lower priority first, and within one each is drawn with a chance
 * proportional to its weight. `random` gives numbers from 0 up to, not including, 1.
 */
export function srvOrder(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const priorities = [...new Set(records.map(({ priority }) => priority))].toSorted((one, other) => one - other);
  return priorities.flatMap((priority) =>
    drawn(
      records.filter((record) => record.priority === priority),
      random,
    ),
  );
}

/** Those of weight 0 stand first in the urn, which leaves them a small chance. */
function drawn(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const urn = records.toSorted((one, other) => Math.min(one.weight, 1) - Math.min(other.weight, 1));
  const order: SrvRecord[] = [];
  while (urn.length > 0) {
    const total = urn.reduce((sum, { weight }) => sum + weight, 0);
    let rest = Math.floor(random() * (total + 1));
    const index = urn.findIndex(({ weight }) => (rest -= weight) <= 0);
    order.push(...urn.splice(Math.max(0, index), 1));
  }
  return order;
}
