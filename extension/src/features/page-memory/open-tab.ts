import { keptAddress } from "./kept-address.ts";

/** A tab as the browser names it; without an address where we may not know it. */
type Tab = Readonly<{ url?: string | undefined; incognito: boolean; active: boolean }>;

/**
 * The tab that shows a page already: the one with that very address, else one whose address is kept as that. A program that shows many pages
 * behind one address, told apart by what stands behind `#`, is at this one only where that is the same.
 */
export function tabWith<T extends Tab>(tabs: readonly T[], address: string): T | null {
  const open = tabs.filter(({ incognito }) => !incognito).toSorted((a, b) => Number(b.active) - Number(a.active));
  const same = open.find(({ url }) => url === address);
  if (same !== undefined || keptAddress(address) !== address) return same ?? null;
  return open.find(({ url }) => url !== undefined && keptAddress(url) === address) ?? null;
}
