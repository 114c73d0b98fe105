import type { FetchMessageObject, ImapFlow } from "imapflow";
import type { KeptMessage } from "../../features/voice-mail/ports.ts";
import { everything, flagsOnly } from "./connection.ts";
import { attachmentOf, callerOf, headersIn, secondsOf, type Attachment } from "./mailed-message.ts";

/** So many of the folder's last messages are looked at. */
const mostMessages = 500;
/** A message whose sound is larger is not fetched, in bytes. */
const largestSound = 24 * 1024 * 1024;
/** Letters of base64 that hold a WAV file's head. */
const headLetters = 128;

/** A message with a sound, by what never changes of it. */
export type Mailed = Readonly<{ uid: number; message: Omit<KeptMessage, "heard">; sound: Attachment }>;

/** The folder as it was looked at last: its messages with a sound, those without, and those that were seen. */
export type Index = Readonly<{
  validity: string;
  mailed: Map<number, Mailed>;
  unlike: Set<number>;
  heard: Set<number>;
}>;

/** A folder of which nothing is known. */
export function emptyIndex(validity: string): Index {
  return { validity, mailed: new Map(), unlike: new Set(), heard: new Set() };
}

/** Asks which messages there are and whether they were seen, and for the new ones what they are. */
export async function lookAgain(client: ImapFlow, before: Index): Promise<Index> {
  const { mailbox } = client;
  if (mailbox === false) return emptyIndex("");
  const validity = String(mailbox.uidValidity);
  // Under another validity the same numbers are other messages (RFC 3501 section 2.3.1.1).
  const known = before.validity === validity ? before : emptyIndex(validity);
  const index = emptyIndex(validity);
  if (mailbox.exists === 0) return index;
  const range = `${Math.max(1, mailbox.exists - mostMessages + 1)}:*`;
  const strangers: number[] = [];
  for (const { uid, flags } of await client.fetchAll(range, flagsOnly)) {
    const mailed = known.mailed.get(uid);
    if (mailed !== undefined) index.mailed.set(uid, mailed);
    else if (known.unlike.has(uid)) index.unlike.add(uid);
    else strangers.push(uid);
    if (flags?.has(String.raw`\Seen`) === true) index.heard.add(uid);
  }
  if (strangers.length === 0) return index;
  for (const fetched of await client.fetchAll(strangers, everything, { uid: true })) {
    const mailed = await mailedOf(client, validity, fetched);
    if (mailed === null) index.unlike.add(fetched.uid);
    else index.mailed.set(fetched.uid, mailed);
  }
  return index;
}

/** What a message is; null where it has no sound that a browser plays, or too large a one. */
async function mailedOf(client: ImapFlow, validity: string, fetched: FetchMessageObject): Promise<Mailed | null> {
  const { uid, envelope, internalDate, bodyStructure, headers: raw } = fetched;
  const sound = bodyStructure === undefined ? null : attachmentOf(bodyStructure);
  if (sound === null || sound.bytes > largestSound) return null;
  const headers = headersIn(raw?.toString("utf8") ?? "");
  const [sender] = envelope?.from ?? [];
  const from = callerOf({
    headers,
    subject: envelope?.subject ?? "",
    from: { name: sender?.name ?? "", address: sender?.address ?? "" },
  });
  const at = new Date(internalDate ?? envelope?.date ?? 0).getTime();
  const seconds = secondsOf(headers, await headOf(client, uid, sound), sound.bytes);
  return { uid, sound, message: { id: `${validity}-${uid}`, from, at: Number.isNaN(at) ? 0 : at, seconds } };
}

/** The first bytes of a sound, where they tell how long it is. */
async function headOf(client: ImapFlow, uid: number, { part, type }: Attachment): Promise<Uint8Array> {
  return type === "audio/wav" ? download(client, uid, part, headLetters) : new Uint8Array();
}

/** The sound of a message, or its first bytes. */
export async function download(client: ImapFlow, uid: number, part: string, maxBytes = largestSound): Promise<Buffer> {
  const { content } = await client.download(String(uid), part, { uid: true, maxBytes });
  const pieces: Buffer[] = [];
  for await (const piece of content ?? []) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces);
}
