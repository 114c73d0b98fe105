import type { Call } from "@twp/shared/protocol/index.ts";

/** Who somebody is, as the server vouches for it. */
export type Identity = Readonly<{ number: string; name: string }>;

/**
 * The call once its other end is known to be that person (guide section 2.4.2, RFC 4916): somebody else than before was put through by whoever
 * it was before, the same person may only gain a name. Null where nothing is new.
 */
export function identified({ peer, redirectedBy }: Call, { number, name }: Identity): Partial<Call> | null {
  if (number === "") return null;
  if (!isSameNumber(peer.number, number)) return { peer: { number, name }, redirectedBy: redirectedBy ?? peer };
  return name === "" || name === peer.name ? null : { peer: { ...peer, name } };
}

/** A server writes a number at home, world-wide or as the extension it ends with: the same digits at the end are the same telephone. */
export function isSameNumber(one: string, other: string): boolean {
  const [short, long] = [significant(one), significant(other)].toSorted((a, b) => a.length - b.length);
  if (short === undefined || long === undefined || short.length < 2) return one.toLowerCase() === other.toLowerCase();
  return long.endsWith(short);
}

/** The digits without what is dialled before them; none of a name. */
function significant(number: string): string {
  return /\p{L}/u.test(number) ? "" : number.replace(/\D/gu, "").replace(/^0+/u, "");
}
