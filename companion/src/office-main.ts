import { randomBytes } from "node:crypto";
import { startSoundEngine } from "./adapters/media/engine.ts";
import { openSrf } from "./adapters/sip/srf.ts";
import { createEngine } from "./engine/engine.ts";
import { hashPassword } from "./office/digest.ts";
import { createOffice } from "./office/office.ts";
import type { Srf } from "./office/srf.ts";
import { officeLanguage } from "./office-place.ts";

/*
 * The embedded office's own process. Its parent gives the user's name and language and gets, as one message, the user's place: extension,
 * password, address. The password lives as long as the process. When the parent goes, so does the office.
 */

const domain = "office.twp";
const user = "100";
const password = randomBytes(24).toString("base64url");
const [displayName = "", language = "en"] = process.argv.slice(2);

const closing = new AbortController();
const secret = randomBytes(32).toString("hex");
const engine = await createEngine({ bindings: [{ transport: "udp", host: "127.0.0.1", port: 0 }], secret });
const { srf } = await openSrf((path) => engine.connect(path), secret);

createOffice({
  // Both describe drachtio-srf as it behaves; each names only what it uses.
  srf: srf as unknown as Srf,
  sounds: await startSoundEngine(),
  domain,
  users: [
    { user, displayName, language: officeLanguage(language), passwordHash: hashPassword(user, domain, password) },
  ],
  signal: closing.signal,
});

process.once("disconnect", leave);
process.once("SIGTERM", leave);
process.once("SIGINT", () => undefined);

/** Calls that still run end with the engine; their other side is this computer's own companion, which says BYE before it ends us. */
function leave(): void {
  closing.abort();
  process.exit(0);
}

process.send?.({ type: "opened", server: `127.0.0.1:${engine.bindings[0]?.port ?? 0}`, domain, user, password });
