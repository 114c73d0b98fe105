import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { openDocument, type Shelf } from "./adapters/storage/documents.ts";
import { makeFolder } from "./adapters/system/folder.js";
import { startSoundEngine } from "./adapters/media/engine.ts";
import { createEngine } from "./engine/engine.ts";
import { hashPassword } from "./office/digest.ts";
import { Mail, noMail } from "./office/mail.ts";
import { openMailboxes } from "./office/mailboxes.ts";
import { createOffice, Colleagues } from "./office/office.ts";
import { serveMail } from "./office-mail.ts";
import { officeLanguage } from "./office-place.ts";
import { openSrf } from "./srf/open.ts";

/*
 * The embedded office's own process. Its parent gives the user's name, language and the office's folder, and gets, as one message, the user's
 * place: extension, password, address. The password lives as long as the process. When the parent goes, so does the office.
 */

const domain = "office.twp";
const user = "100";
const password = randomBytes(24).toString("base64url");
const [displayName = "", language = "en", folder = ""] = process.argv.slice(2);

const closing = new AbortController();
const secret = randomBytes(32).toString("hex");
const [{ mail, colleagues }, engine, sounds] = await Promise.all([
  openMail(),
  createEngine({ bindings: [{ transport: "udp", host: "127.0.0.1", port: 0 }], secret }),
  startSoundEngine(),
]);
const { srf } = await openSrf((path) => engine.connect(path), secret);
const own = {
  user,
  displayName,
  language: officeLanguage(language),
  passwordHash: hashPassword(user, domain, password),
};

createOffice({
  srf,
  sounds,
  domain,
  users: [...colleagues, own],
  mail,
  signal: closing.signal,
});
serveMail(mail, user, process);

process.once("disconnect", leave);
process.once("SIGTERM", leave);
process.once("SIGINT", () => undefined);

/** What lies in the office's folder: the mailboxes, and who else has an account. */
async function openMail() {
  await makeFolder(folder);
  const shelf: Shelf = {
    folder,
    notice: (notice) => void process.send?.({ type: "notice", notice }),
    newId: randomUUID,
    now: Date.now,
    log: () => undefined,
  };
  const [written, { value }] = await Promise.all([
    openDocument(shelf, { name: "mail", schema: Mail, first: noMail }),
    openDocument(shelf, { name: "colleagues", schema: Colleagues, first: { colleagues: [] } }),
  ]);
  return { mail: await openMailboxes(written, join(folder, "messages")), colleagues: value().colleagues };
}

/** Says BYE to calls that still run, which takes a moment, and goes. */
function leave(): void {
  closing.abort();
  setTimeout(() => process.exit(0), 100);
}

process.send?.({ type: "opened", server: `127.0.0.1:${engine.bindings[0]?.port ?? 0}`, domain, user, password });
