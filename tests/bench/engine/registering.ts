import type { SoundEngine } from "@twp/companion/src/features/sounds/ports.ts";
import { createEngine } from "@twp/companion/src/engine/engine.ts";
import { hashPassword } from "@twp/companion/src/office/digest.ts";
import { createOffice } from "@twp/companion/src/office/office.ts";
import { openSrf } from "@twp/companion/src/srf/open.ts";
import { serveBench } from "./served.ts";

/** The office, with as many users as wanted: user `N` has the password `pw-N`. */
const [domain = "", count = "0"] = process.argv.slice(2);
const secret = "bench";
const engine = await createEngine({ bindings: [{ transport: "udp", host: "127.0.0.1", port: 0 }], secret });
const { srf } = await openSrf((path) => engine.connect(path), secret);
const users = Array.from({ length: Number(count) }, (_, index) => {
  const user = String(1000 + index);
  return { user, displayName: user, language: "en" as const, passwordHash: hashPassword(user, domain, `pw-${user}`) };
});
// Registering needs no sound, and its thread would be measured too.
const sounds: SoundEngine = new Proxy({} as SoundEngine, {
  get: () => {
    throw new Error("nobody speaks here");
  },
});
createOffice({ srf, sounds, domain, users, signal: new AbortController().signal });
serveBench(engine);
