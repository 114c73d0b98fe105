import type { Socket } from "node:net";
import type { Cookie } from "./display.ts";
import { hello } from "./requests.ts";
import { readSetup, setupLength, type Setup } from "./setup.ts";

/** The display did not do what it was asked, with the protocol's code for why. */
export class DisplayError extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`X error ${code}`);
    this.code = code;
  }
}

/** “An attempt is made to grab a key/button combination already grabbed by another client.” */
export const badAccess = 10;

/** A display that let us in. */
export type Connection = Readonly<{
  setup: Setup;
  /** Asks for something that has no answer; gives its number. */
  send: (request: Buffer) => number;
  /** Asks for something that has one. Rejects with `DisplayError`, or when the display is gone. */
  ask: (request: Buffer) => Promise<Buffer>;
  /** Hears every event until it is called anew. */
  onEvent: (heard: (event: Buffer) => void) => void;
  /** Hears which request without an answer failed, and why. */
  onError: (heard: (request: number, code: number) => void) => void;
  close: () => void;
}>;

type Waiting = Readonly<{ resolve: (reply: Buffer) => void; reject: (error: Error) => void }>;

/** No answer of ours is longer, in bytes: whoever sends more is no display. */
const longestPacket = 1_000_000;

/** Comes in at a display's door; `closed` is called once, when it is gone for whatever reason. Rejects where the door stays closed. */
export async function openConnection(
  socket: Socket,
  { method, data }: Cookie,
  screen: number,
  closed: () => void,
): Promise<Connection> {
  const packets = readPackets(socket);
  socket.write(hello(method, data));
  const setup = await packets.first
    .then((said) => readSetup(said, screen))
    .catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let heardEvent: (event: Buffer) => void = () => undefined;
  let heardError: (request: number, code: number) => void = () => undefined;
  const send = (request: Buffer): number => {
    count = (count + 1) & 0xffff;
    socket.write(request);
    return count;
  };
  const settle = (packet: Buffer): void => {
    const request = packet.readUInt16LE(2);
    const asked = waiting.get(request);
    waiting.delete(request);
    if (packet[0] === 1) return asked?.resolve(packet);
    const code = packet.readUInt8(1);
    if (asked === undefined) heardError(request, code);
    else asked.reject(new DisplayError(code));
  };
  packets.onPacket((packet) => (isAnswer(packet) ? settle(packet) : heardEvent(packet)));
  socket.once("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("the display is gone"));
    waiting.clear();
    closed();
  });
  return {
    setup,
    send,
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.set(send(request), { resolve, reject });
      }),
    onEvent: (heard) => void (heardEvent = heard),
    onError: (heard) => void (heardError = heard),
    close: () => socket.destroy(),
  };
}

/** Errors are 0 and replies 1; everything above is an event. */
const isAnswer = (packet: Buffer): boolean => packet[0] === 0 || packet[0] === 1;

/** Cuts what the display says: its first word, then packets of 32 bytes and what a reply adds. */
function readPackets(socket: Socket) {
  const first = Promise.withResolvers<Buffer>();
  let begun = false;
  let heard: (packet: Buffer) => void = () => undefined;
  let rest = Buffer.alloc(0);
  const next = (): Buffer | null => {
    const length = begun ? packetLength(rest) : setupLength(rest);
    if (length === null || length > rest.length) return null;
    const packet = rest.subarray(0, length);
    rest = rest.subarray(length);
    return packet;
  };
  socket.on("data", (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let packet = next(); packet !== null; packet = next()) {
      if (begun) heard(packet);
      else first.resolve(packet);
      begun = true;
    }
    if (rest.length > longestPacket) socket.destroy();
  });
  socket.on("error", first.reject);
  socket.once("close", () => first.reject(new Error("the display closed its door")));
  return { first: first.promise, onPacket: (act: (packet: Buffer) => void) => void (heard = act) };
}

const genericEvent = 35;

function packetLength(bytes: Buffer): number | null {
  if (bytes.length < 32) return null;
  const kind = bytes.readUInt8(0) & 0x7f;
  return kind === 1 || kind === genericEvent ? 32 + 4 * bytes.readUInt32LE(4) : 32;
}
