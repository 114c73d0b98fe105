import type { ImapFlow } from "imapflow";
import type { Clock } from "../../features/ports.ts";
import type { KeptMessage, MailAccess, OpenMessageBox } from "../../features/voice-mail/ports.ts";
import { Connection, type Asking } from "./connection.ts";
import { failureOf } from "./faults.ts";
import { download, emptyIndex, lookAgain, type Index, type Mailed } from "./folder-index.ts";

/** A folder of a mail server whose messages with a sound are the user's voice mail (RFC 3501). Connects when it is first asked. */
export function openImapBox(access: MailAccess, clock: Clock): OpenMessageBox {
  const listeners = new Set<() => void>();
  const tellAll = (): void => listeners.forEach((tell) => tell());
  const connection = new Connection(access, clock, tellAll);
  const { ask, look, known } = openFolder(connection);
  const soundOf = createLastSound((uid, part) => ask((client) => download(client, uid, part)));
  const act = async (id: string, asking: (client: ImapFlow, uid: string) => Promise<unknown>): Promise<boolean> => {
    const found = await known(id);
    if (found === undefined) return false;
    await ask((client) => asking(client, String(found.uid)));
    tellAll();
    return true;
  };
  return {
    async page({ before, limit }) {
      const { mailed, heard } = await look();
      const rows = [...mailed.values()]
        .filter(({ uid }) => before === null || uid < before)
        .toSorted((a, b) => b.uid - a.uid);
      const shown = rows.slice(0, limit);
      const messages = shown.map(({ uid, message: { id, from, at, seconds } }): KeptMessage => {
        return { id, from, at, seconds, heard: heard.has(uid) };
      });
      return { messages, next: rows.length > limit ? (shown.at(-1)?.uid ?? null) : null };
    },
    async count() {
      const { mailed, heard } = await look();
      return { size: mailed.size, fresh: [...mailed.keys()].filter((uid) => !heard.has(uid)).length };
    },
    async read(id, from, most) {
      const found = await known(id);
      if (found === undefined) return null;
      const sound = await soundOf(found);
      const piece = sound.subarray(from, from + most).toString("base64");
      return { piece, size: sound.length, type: found.sound.type };
    },
    markHeard: (id) => act(id, (client, uid) => client.messageFlagsAdd(uid, [String.raw`\Seen`], { uid: true })),
    remove: (id) => act(id, (client, uid) => client.messageDelete(uid, { uid: true })),
    onChange(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    close: () => connection.close(),
  };
}

/** What is asked of the folder, and what is known of its messages. */
function openFolder(connection: Connection) {
  let index: Index = emptyIndex("");
  const ask = async <T>(asking: Asking<T>): Promise<T> => {
    try {
      return await connection.ask(asking);
    } catch (error) {
      throw failureOf(error);
    }
  };
  const look = (): Promise<Index> =>
    ask(async (client) => {
      index = await lookAgain(client, index);
      return index;
    });
  const find = (id: string): Mailed | undefined => [...index.mailed.values()].find(({ message }) => message.id === id);
  return {
    ask,
    look,
    /** The message, looked for once more where it is not known. */
    known: async (id: string): Promise<Mailed | undefined> => {
      if (find(id) === undefined) await look();
      return find(id);
    },
  };
}

/** Fetches a sound whole, and keeps the last one: it is asked for in pieces. */
function createLastSound(fetch: (uid: number, part: string) => Promise<Buffer>): (mailed: Mailed) => Promise<Buffer> {
  let last: Readonly<{ id: string; sound: Promise<Buffer> }> | null = null;
  return ({ uid, message: { id }, sound: { part } }) => {
    if (last?.id === id) return last.sound;
    const begun = fetch(uid, part);
    last = { id, sound: begun };
    begun.catch(() => {
      if (last?.sound === begun) last = null;
    });
    return begun;
  };
}
