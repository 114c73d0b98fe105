import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { PairedBrowser } from "@twp/shared/protocol/index.ts";
import * as v from "valibot";
import type { Document } from "../../features/ports.ts";
import type { DocumentForm } from "./documents.ts";

/** Browsers that may come in. Only a token's hash rests on the disk. */
export const Pairings = v.object({
  /** Tells this companion from others on the same computer; a browser keeps it beside its token. */
  instance: v.string(),
  browsers: v.array(v.object({ id: v.string(), name: v.string(), hash: v.string(), pairedAt: v.number() })),
});
export type Pairings = v.InferOutput<typeof Pairings>;

/** A companion that begins anew is another one: its browsers pair again. */
export function pairingsForm(newId: () => string): DocumentForm<Pairings> {
  return { name: "pairings", schema: Pairings, first: { instance: newId(), browsers: [] } };
}

/** More browsers than one person pairs; the oldest makes room. */
const mostBrowsers = 50;

/** A new 256-bit token for a browser; the caller hands it over once. */
export async function admitBrowser(
  document: Document<Pairings>,
  name: string,
  id: string,
  now: number,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const browser = { id, name, hash: hashOf(token), pairedAt: now };
  await document.change((pairings) => ({
    ...pairings,
    browsers: [...pairings.browsers, browser].slice(-mostBrowsers),
  }));
  return token;
}

/** The paired browser with that token. Compares hashes in constant time. */
export function admitted(pairings: Pairings, token: string): PairedBrowser | undefined {
  return pairings.browsers.find((browser) => sameHash(browser.hash, hashOf(token)));
}

/** Compares two hex hashes without telling by its time how much of them agrees. */
export function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A token's hash as it rests on the disk. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
