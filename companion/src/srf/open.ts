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

/** A SIP server could not be linked to: nobody is there, or it does not take us. */
export class EngineLinkError extends Error {
  readonly code: "unreachable" | "refused";

  constructor(code: EngineLinkError["code"], options?: ErrorOptions) {
    super(`engine link: ${code}`, options);
    this.name = "EngineLinkError";
    this.code = code;
  }
}

/** A drachtio-server, and the secret it wants to hear. */
export type ServerAddress = Readonly<{ host: string; port: number; secret: string }>;

/** How long a drachtio-server is waited for, in milliseconds. */
const patience = 5000;

/**
 * Opens a drachtio-srf application on a drachtio-server. Rejects with an `EngineLinkError`. A link that ends is not mended: `ended`
 * hears it, and whoever needs one opens the next.
 */
export async function connectSrf(server: ServerAddress, ended: () => void): Promise<OpenSrf> {
  // The constructor's type is the callable module itself.
  const srf = new Srf() as unknown as Application;
  const linked = linkOf(srf, ended);
  srf.connect({ ...server, reconnect: { maxAttempts: 1 } });
  await linked;
  return {
    srf,
    close: async () => srf.disconnect(),
  };
}

function linkOf(srf: Application, ended: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let given = false;
    const late = setTimeout(() => giveUp(new EngineLinkError("unreachable")), patience);
    const giveUp = (error: EngineLinkError): void => {
      given = true;
      clearTimeout(late);
      reject(error);
    };
    let linked = false;
    srf.on("error", (cause) => giveUp(new EngineLinkError("unreachable", { cause })));
    srf.on("close", () => (linked ? ended() : giveUp(new EngineLinkError("refused"))));
    srf.on("connect", (error) => {
      // Somebody who comes after we gave up is not kept waiting.
      if (given) return srf.disconnect();
      if (error) return giveUp(new EngineLinkError("refused"));
      linked = true;
      clearTimeout(late);
      return resolve();
    });
  });
}
