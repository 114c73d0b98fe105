import * as v from "valibot";
import { readStored, removeStored, watchStored, writeStored } from "../browser/storage.ts";

const key = "pairing";

/** What pairing gave: the token that proves this browser, and which of this computer's companions it belongs to. */
const Pairing = v.object({ token: v.pipe(v.string(), v.minLength(1)), instance: v.string() });
export type Pairing = v.InferOutput<typeof Pairing>;

/** The stored pairing, kept where pages cannot read it, or null. */
export async function readPairing(): Promise<Pairing | null> {
  const parsed = v.safeParse(Pairing, await readStored(key));
  return parsed.success ? parsed.output : null;
}

/** Keeps the pairing; every page of the extension then connects by itself. */
export function storePairing(pairing: Pairing): Promise<void> {
  return writeStored(key, pairing);
}

/** Forgets the pairing of this browser. */
export function forgetPairing(): Promise<void> {
  return removeStored(key);
}

/** Calls back whenever the pairing is set or forgotten. */
export function watchPairing(changed: () => void, signal: AbortSignal): void {
  watchStored(key, changed, signal);
}
