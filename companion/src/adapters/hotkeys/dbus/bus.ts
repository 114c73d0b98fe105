import { connect, type Socket } from "node:net";
import { kinds, messageLength, readMessage, writeMessage, type Message } from "./message.ts";
import { textOf, type Value } from "./values.ts";

/** What is asked of somebody on the bus. */
export type Question = Readonly<Pick<Message, "destination" | "path" | "interface" | "member">> &
  Partial<Pick<Message, "signature" | "body">>;

/** A bus that let us in. */
export type Bus = Readonly<{
  /** Our own name on it, such as `:1.42`. */
  name: string;
  /** Asks, and gives what is answered. Rejects with `Refused`, or when the bus is gone. */
  ask: (question: Question) => Promise<readonly Value[]>;
  /** Hears signals that fit a rule as long as the bus is there. */
  listen: (rule: string, heard: (signal: Message) => void) => Promise<void>;
}>;

/** Whoever was asked answered with an error of this name. */
export class Refused extends Error {}

const ourselves = {
  destination: "org.freedesktop.DBus",
  path: "/org/freedesktop/DBus",
  interface: "org.freedesktop.DBus",
} as const;
/** Nobody tells us more at once, in bytes. */
const longestMessage = 1_000_000;

/** The socket an address names; null where it names none that we can open. Of several the first (“Server Addresses”). */
export function socketOf(address: string): string | null {
  const [, path, name] = /^unix:(?:path=([^,;]+)|abstract=([^,;]+))/u.exec(address) ?? [];
  if (path !== undefined) return decodeURIComponent(path);
  return name === undefined ? null : `\0${decodeURIComponent(name)}`;
}

/** Comes in at a bus as the user we are, until `end`; `closed` is called once when it is gone. Rejects where it lets us not in. */
export async function openBus(path: string, end: AbortSignal, closed: () => void): Promise<Bus> {
  const socket = connect({ path, signal: end });
  const rest = await introduce(socket);
  const waiting = new Map<number, PromiseWithResolvers<readonly Value[]>>();
  const listeners: ((signal: Message) => void)[] = [];
  let serial = 0;
  const ask: Bus["ask"] = (question) => {
    serial += 1;
    const answer = Promise.withResolvers<readonly Value[]>();
    waiting.set(serial, answer);
    socket.write(writeMessage({ kind: kinds.call, serial, ...question }));
    return answer.promise;
  };
  const settle = (message: Message): void => {
    const asked = waiting.get(message.answers);
    waiting.delete(message.answers);
    if (message.kind === kinds.result) asked?.resolve(message.body);
    else asked?.reject(new Refused(message.name));
  };
  readMessages(socket, rest, (message) => {
    if (message.kind === kinds.signal) for (const heard of listeners) heard(message);
    else if (message.kind !== kinds.call) settle(message);
  });
  socket.once("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("the bus is gone"));
    closed();
  });
  const [name] = await ask({ ...ourselves, member: "Hello" });
  return {
    name: textOf(name),
    ask,
    async listen(rule, heard) {
      listeners.push(heard);
      await ask({ ...ourselves, member: "AddMatch", signature: "s", body: [rule] });
    },
  };
}

/** Says which user we are, which the socket proves (“Authentication Protocol”, EXTERNAL); gives what came behind the yes. */
function introduce(socket: Socket): Promise<Buffer> {
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString("hex");
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let said = Buffer.alloc(0);
  const hear = (chunk: Buffer): void => {
    said = Buffer.concat([said, chunk]);
    const end = said.indexOf("\r\n");
    if (end < 0) return;
    socket.off("data", hear);
    if (said.toString("latin1", 0, 3) !== "OK ") return reject(new Error("the bus lets us not in"));
    socket.write("BEGIN\r\n");
    resolve(said.subarray(end + 2));
  };
  socket.on("data", hear);
  socket.on("error", reject);
  socket.once("close", () => reject(new Error("the bus closed its door")));
  return promise;
}

/** Cuts what the bus says into messages; who says nonsense is left. */
function readMessages(socket: Socket, first: Buffer, heard: (message: Message) => void): void {
  let rest = Buffer.alloc(0);
  const take = (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    for (let length = messageLength(rest); length !== null && length <= rest.length; length = messageLength(rest)) {
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      heard(readMessage(message));
    }
    if (rest.length > longestMessage) socket.destroy();
  };
  const hear = (chunk: Buffer): void => {
    try {
      take(chunk);
    } catch {
      socket.destroy();
    }
  };
  socket.on("data", hear);
  hear(first);
}
