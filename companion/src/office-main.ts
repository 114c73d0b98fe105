import { randomBytes } from "node:crypto";
import { startSoundEngine } from "./adapters/media/engine.ts";
import { createEngine } from "./engine/engine.ts";
import { hashPassword } from "./office/digest.ts";
import { createOffice } from "./office/office.ts";
import { officeLanguage } from "./office-place.ts";
import { openSrf } from "./srf/open.ts";

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
  srf,
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

/** Says BYE to calls that still run, which takes a moment, and goes. */
function leave(): void {
  closing.abort();
  setTimeout(() => process.exit(0), 100);
}

process.send?.({ type: "opened", server: `127.0.0.1:${engine.bindings[0]?.port ?? 0}`, domain, user, password });
