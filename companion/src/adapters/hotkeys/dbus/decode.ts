import { alignmentOf, fieldsOf, Malformed, typesOf, type Value } from "./values.ts";

/** Reads values in the form of a signature, from little-endian bytes. Throws `Malformed` where they have another. */
export function decode(signature: string, bytes: Buffer): Value[] {
  const source = { bytes, at: 0, depth: 0 };
  try {
    return typesOf(signature).map((type) => read(source, type));
  } catch (error) {
    throw error instanceof Malformed ? error : new Malformed("bytes that end too soon", { cause: error });
  }
}

type Source = { readonly bytes: Buffer; at: number; depth: number };

/** The bus allows 64; nobody tells us anything so deep. */
const deepest = 32;

function read(source: Source, type: string): Value {
  const { bytes } = source;
  skip(source, (alignmentOf(type) - (source.at % alignmentOf(type))) % alignmentOf(type));
  switch (type.charAt(0)) {
    case "y":
      return bytes.readUInt8(skip(source, 1));
    case "n":
      return bytes.readInt16LE(skip(source, 2));
    case "q":
      return bytes.readUInt16LE(skip(source, 2));
    case "b":
      return bytes.readUInt32LE(skip(source, 4)) !== 0;
    case "i":
      return bytes.readInt32LE(skip(source, 4));
    case "u":
    case "h":
      return bytes.readUInt32LE(skip(source, 4));
    case "x":
      return bytes.readBigInt64LE(skip(source, 8));
    case "t":
      return bytes.readBigUInt64LE(skip(source, 8));
    case "d":
      return bytes.readDoubleLE(skip(source, 8));
    case "s":
    case "o":
      return text(source, bytes.readUInt32LE(skip(source, 4)));
    case "g":
      return text(source, bytes.readUInt8(skip(source, 1)));
    default:
      return nested(source, type);
  }
}

/** Values within values: too many of them are an attack, or a mistake. */
function nested(source: Source, type: string): Value {
  source.depth += 1;
  if (source.depth > deepest) throw new Malformed("values nested too deep");
  const value = container(source, type);
  source.depth -= 1;
  return value;
}

function container(source: Source, type: string): Value {
  switch (type.charAt(0)) {
    case "v": {
      const [signature = "", ...more] = typesOf(text(source, source.bytes.readUInt8(skip(source, 1))));
      if (more.length > 0) throw new Malformed("a variant of several types");
      return { signature, value: read(source, signature) };
    }
    case "a":
      return list(source, type.slice(1));
    case "(":
    case "{":
      return fieldsOf(type).map((field) => read(source, field));
    default:
      throw new Malformed(`the type ${type}`);
  }
}

function list(source: Source, element: string): Value[] {
  const length = source.bytes.readUInt32LE(skip(source, 4));
  skip(source, (alignmentOf(element) - (source.at % alignmentOf(element))) % alignmentOf(element));
  const end = source.at + length;
  if (end > source.bytes.length) throw new Malformed("a list longer than its message");
  const values: Value[] = [];
  while (source.at < end) {
    const before = source.at;
    values.push(read(source, element));
    if (source.at === before) throw new Malformed("elements of no length");
  }
  return values;
}

function text(source: Source, length: number): string {
  const start = skip(source, length + 1);
  return source.bytes.toString("utf8", start, start + length);
}

/** Goes on by so many bytes; gives where it was. */
function skip(source: Source, length: number): number {
  const start = source.at;
  source.at += length;
  if (source.at > source.bytes.length) throw new Malformed("bytes that end too soon");
  return start;
}
