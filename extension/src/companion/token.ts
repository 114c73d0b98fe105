import { readStored, removeStored, watchStored, writeStored } from "../browser/storage.ts";

const key = "token";

/** What proves this browser to the companion: given once by pairing, kept where pages cannot read it. */
export async function readToken(): Promise<string | null> {
  const token = await readStored(key);
  return typeof token === "string" && token !== "" ? token : null;
}

/** Keeps the token; every page of the extension then connects by itself. */
export function storeToken(token: string): Promise<void> {
  return writeStored(key, token);
}

/** Forgets the pairing of this browser. */
export function forgetToken(): Promise<void> {
  return removeStored(key);
}

/** Calls back whenever the token is set or forgotten. */
export function watchToken(changed: () => void, signal: AbortSignal): void {
  watchStored(key, changed, signal);
}
