import Srf from "drachtio-srf";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Srf as Application } from "./application.ts";
import "./challenges.ts";

/** What the SIP engine offers to the application that drives it. */
export type ControlLink = (path: string, secret: string) => Promise<unknown>;

export type OpenSrf = Readonly<{ srf: Application; close: () => Promise<void> }>;

/**
 * Opens a drachtio-srf application on a socket that only this user can reach, and lets the engine connect to it.
 * No TCP port is opened; the secret keeps even this user's other programs from speaking SIP through us by mistake.
 */
export async function openSrf(link: ControlLink, secret: string): Promise<OpenSrf> {
  const folder = await mkdtemp(join(tmpdir(), "twp-"));
  const path =
    process.platform === "win32" ? `\\\\.\\pipe\\twp-${randomBytes(12).toString("hex")}` : join(folder, "control");
  const server = createServer();
  // The constructor's type is the callable module itself.
  const srf = new Srf() as unknown as Application;
  srf.on("error", () => undefined);
  const connected = new Promise<void>((resolve, reject) => {
    srf.on("connect", (error) => (error ? reject(new Error("the engine did not accept the application")) : resolve()));
  });
  srf.listen({ server, secret });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  if (process.platform !== "win32") await chmod(path, 0o600);
  await Promise.all([link(path, secret), connected]);
  return {
    srf,
    async close() {
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
