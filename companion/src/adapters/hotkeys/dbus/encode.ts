import {
  alignmentOf,
  fieldsOf,
  isList,
  isVariant,
  Malformed,
  textOf,
  typesOf,
  type Value,
  type Variant,
} from "./values.ts";

/** Writes values in the form of a signature, in little-endian order. */
export function encode(signature: string, values: readonly Value[]): Buffer {
  const sink = createSink();
  typesOf(signature).forEach((type, at) => write(sink, type, values[at] ?? wrong(type)));
  return sink.bytes();
}

type Sink = ReturnType<typeof createSink>;

function createSink() {
  const parts: Buffer[] = [];
  let length = 0;
  const put = (part: Buffer): Buffer => {
    parts.push(part);
    length += part.length;
    return part;
  };
  return {
    put,
    length: () => length,
    align: (to: number): void => void put(Buffer.alloc((to - (length % to)) % to)),
    bytes: () => Buffer.concat(parts),
  };
}

function wrong(type: string): never {
  throw new Malformed(`no value for ${type}`);
}

function write(sink: Sink, type: string, value: Value): void {
  sink.align(alignmentOf(type));
  switch (type.charAt(0)) {
    case "y":
      return void sink.put(Buffer.from([Number(value)]));
    case "b":
    case "u":
      return void sink.put(number32(Number(value)));
    case "i":
      // Below zero it is written as what it lacks to 2³².
      return void sink.put(number32(Number(value) >>> 0));
    case "t":
      return void sink.put(number64(typeof value === "bigint" ? value : wrong(type)));
    case "s":
    case "o":
      return writeText(sink, textOf(value));
    case "g":
      return writeSignature(sink, textOf(value));
    case "v":
      return writeVariant(sink, isVariant(value) ? value : wrong(type));
    case "a":
      return writeList(sink, type.slice(1), isList(value) ? value : wrong(type));
    case "(":
    case "{":
      return fieldsOf(type).forEach((field, at) =>
        write(sink, field, (isList(value) ? value[at] : undefined) ?? wrong(field)),
      );
    default:
      wrong(type);
  }
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function number64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function writeText(sink: Sink, text: string): void {
  const bytes = Buffer.from(`${text}\0`, "utf8");
  sink.put(number32(bytes.length - 1));
  sink.put(bytes);
}

function writeSignature(sink: Sink, signature: string): void {
  sink.put(Buffer.from([signature.length]));
  sink.put(Buffer.from(`${signature}\0`, "latin1"));
}

function writeVariant(sink: Sink, { signature, value }: Variant): void {
  writeSignature(sink, signature);
  write(sink, signature, value);
}

/** A list says how long it is, without what aligns its first element. */
function writeList(sink: Sink, element: string, values: readonly Value[]): void {
  const length = sink.put(Buffer.alloc(4));
  sink.align(alignmentOf(element));
  const start = sink.length();
  for (const value of values) write(sink, element, value);
  length.writeUInt32LE(sink.length() - start);
}
