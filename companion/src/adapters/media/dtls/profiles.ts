import type { Suite } from "../keys.ts";

/** The numbers of the suites in a hello (RFC 5764 section 4.1.2, RFC 7714 section 14.2), in the order in which we want them. */
const numbers: ReadonlyMap<number, Suite> = new Map([
  [0x0007, "AEAD_AES_128_GCM"],
  [0x0008, "AEAD_AES_256_GCM"],
  [0x0001, "AES_CM_128_HMAC_SHA1_80"],
  [0x0002, "AES_CM_128_HMAC_SHA1_32"],
]);

export const profiles: readonly number[] = [...numbers.keys()];

/** The suite of that number, where it is one of ours. */
export function suiteOf(profile: number | undefined): Suite | null {
  return (profile !== undefined && numbers.get(profile)) || null;
}

/** The first of ours among those. */
export function chosenProfile(offered: readonly number[]): number | null {
  return profiles.find((profile) => offered.includes(profile)) ?? null;
}
