import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { isList, isVariant, Malformed, textOf, type Value } from "./values.ts";

/** The kinds of messages on a bus (D-Bus Specification, “Message Format”). */
export const kinds = { call: 1, result: 2, error: 3, signal: 4 } as const;

/** A message without what is not ours to know. */
export type Message = Readonly<{
  kind: number;
  serial: number;
  path: string;
  interface: string;
  member: string;
  /** Of an error. */
  name: string;
  /** The serial of what it answers; 0 where it answers nothing. */
  answers: number;
  sender: string;
  destination: string;
  signature: string;
  body: readonly Value[];
}>;

/** The codes of the header's fields and the types of their values. */
const fields = {
  path: [1, "o"],
  interface: [2, "s"],
  member: [3, "s"],
  name: [4, "s"],
  answers: [5, "u"],
  destination: [6, "s"],
  sender: [7, "s"],
  signature: [8, "g"],
} as const;

const headerSignature = "yyyyuua(yv)";
const version = 1;

/** Writes a message; fields that are missing or empty are left out. */
export function writeMessage(message: Pick<Message, "kind" | "serial"> & Partial<Message>): Buffer {
  const { signature = "", body = [], kind, serial } = message;
  const content = encode(signature, body);
  const present = Object.entries(fields).flatMap(([name, [code, type]]): Value[] => {
    const value = message[name as keyof typeof fields];
    return value === undefined || value === "" || value === 0 ? [] : [[code, { signature: type, value }]];
  });
  const header = encode(headerSignature, ["l".charCodeAt(0), kind, 0, version, content.length, serial, present]);
  return Buffer.concat([header, Buffer.alloc(toEight(header.length)), content]);
}

const toEight = (length: number): number => (8 - (length % 8)) % 8;

/** How long the message is that begins here; null while too little of it is there. Throws `Malformed`. */
export function messageLength(bytes: Buffer): number | null {
  if (bytes.length < 16) return null;
  if (bytes[0] !== "l".charCodeAt(0)) throw new Malformed("a message in another order of bytes");
  const header = 16 + bytes.readUInt32LE(12);
  return header + toEight(header) + bytes.readUInt32LE(4);
}

/** Reads a whole message. Throws `Malformed`. */
export function readMessage(bytes: Buffer): Message {
  const [, kind, , , length, serial, present] = decode(headerSignature, bytes);
  const values = fieldsIn(present);
  const field = (name: keyof typeof fields): string => textOf(values.get(fields[name][0]));
  const signature = field("signature");
  return {
    kind: Number(kind),
    serial: Number(serial),
    path: field("path"),
    interface: field("interface"),
    member: field("member"),
    name: field("name"),
    answers: Number(values.get(fields.answers[0]) ?? 0),
    sender: field("sender"),
    destination: field("destination"),
    signature,
    body: decode(signature, bytes.subarray(bytes.length - Number(length))),
  };
}

function fieldsIn(present: Value | undefined): ReadonlyMap<number, Value> {
  const structures = isList(present) ? present.filter(isList) : [];
  return new Map(
    structures.flatMap(([code, variant]) =>
      typeof code === "number" && isVariant(variant) ? [[code, variant.value] as const] : [],
    ),
  );
}
