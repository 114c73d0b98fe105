import type { FetchQueryObject, ImapFlow } from "imapflow";
import { readFile } from "node:fs/promises";
import { getCACertificates } from "node:tls";
import type { Clock } from "../../features/ports.ts";
import type { MailAccess } from "../../features/voice-mail/ports.ts";
import { faultOf } from "./faults.ts";

/** Milliseconds until a lost server is tried again; the last for good. */
const waits = [5000, 15_000, 60_000, 300_000] as const;
/** Milliseconds without a word of ours until the server is asked to tell what happens (IDLE, RFC 2177). */
const idleAfter = 1000;
/** What one answer of the server may have in bytes: a message of ten minutes, and a list. */
const largest = 32 * 1024 * 1024;

/** What is asked of the mail server in one go. */
export type Asking<T> = (client: ImapFlow) => Promise<T>;

/**
 * A mail server that is spoken with when something is asked, and listened to all the time.
 *
 *   none ──ask──▶ connecting ──▶ open ──lost──▶ none, and whoever listens asks again
 *                     └── in vain ──▶ none, and again after a wait; where the password is refused, when somebody asks
 */
export class Connection {
  readonly #access: MailAccess;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #client: Promise<ImapFlow> | null = null;
  #failures = 0;
  #failed = false;
  #cancelTry = (): void => undefined;
  #closed = false;

  constructor(access: MailAccess, clock: Clock, changed: () => void) {
    this.#access = access;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Asks; rejects with what the server or the way to it says. */
  async ask<T>(asking: Asking<T>): Promise<T> {
    this.#cancelTry();
    const client = (this.#client ??= this.#connect());
    return asking(await client);
  }

  close(): void {
    this.#closed = true;
    this.#cancelTry();
    // Whoever does not answer is left without a word.
    void this.#client?.then((client) => client.logout()).catch(() => undefined);
    this.#client = null;
  }

  async #connect(): Promise<ImapFlow> {
    try {
      const client = await open(this.#access);
      client.on("close", () => this.#lose());
      for (const event of ["exists", "expunge", "flags"] as const) client.on(event, this.#changed);
      // Whoever was told that it cannot be reached is told that it can.
      if (this.#failed) this.#changed();
      this.#failed = false;
      this.#failures = 0;
      return client;
    } catch (error) {
      this.#client = null;
      this.#failed = true;
      // The same password again might lock the account.
      if (faultOf(error) !== "mailbox-refused") this.#tryLater();
      throw error;
    }
  }

  #lose(): void {
    this.#client = null;
    // Whoever listens asks again at once, and hears what is wrong where that is in vain.
    if (!this.#closed) this.#changed();
  }

  #tryLater(): void {
    if (this.#closed) return;
    const wait = waits[Math.min(this.#failures, waits.length - 1)] ?? 0;
    this.#failures += 1;
    this.#cancelTry();
    this.#cancelTry = this.#clock.after(wait, this.#changed);
  }
}

/** Connects, and opens the folder. The library is loaded by whoever has a mailbox to read. */
async function open({ place, password, authorities }: MailAccess): Promise<ImapFlow> {
  const { ImapFlow: Client } = await import("imapflow");
  const { host, port, security, user, folder } = place;
  const client = new Client({
    host,
    port,
    secure: security === "tls",
    doSTARTTLS: security === "starttls",
    auth: { user, pass: password },
    tls: { ca: await believed(authorities), minVersion: "TLSv1.2" },
    logger: false,
    autoIdleDelay: idleAfter,
    maxIdleTime: 5 * 60_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    maxLineLength: largest,
    maxLiteralSize: largest,
    maxResponseSize: 2 * largest,
  });
  // What is wrong rejects what was asked, or closes the connection; an event that nobody heard would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.mailboxOpen(folder === "" ? "INBOX" : folder).catch((error: unknown) => {
      // The connection holds, so it is the folder that is not there.
      throw client.usable ? Object.assign(new Error("no such folder"), { mailboxMissing: true, cause: error }) : error;
    });
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** Whoever the computer believes, and the account's own authorities. */
async function believed(file: string): Promise<string[]> {
  const own = file === "" ? [] : [await readFile(file, "utf8")];
  return [...getCACertificates("default"), ...getCACertificates("system"), ...own];
}

/** What is fetched of every message, and of one that was not seen before. */
export const flagsOnly: FetchQueryObject = { uid: true, flags: true };
export const everything: FetchQueryObject = {
  uid: true,
  flags: true,
  envelope: true,
  internalDate: true,
  bodyStructure: true,
  headers: true,
};
