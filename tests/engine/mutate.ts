import { readdirSync, readFileSync } from "node:fs";
import { readTrace } from "../../companion/src/engine/traces/trace.ts";

/** Numbers from 0 up to, not including, 1, the same for the same seed. */
export type Random = () => number;

/** A generator that can be played again (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** Any of these. */
export function anyOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("nothing to choose from");
  return value;
}

const engine = new URL("../../companion/src/engine/", import.meta.url);

/** What mutations begin with: every message that was recorded, and every one that RFC 4475 invented. */
export function corpus(): Buffer[] {
  const torture = readdirSync(new URL("torture/", engine)).filter((name) => name.endsWith(".dat"));
  const traces = readdirSync(new URL("traces/", engine)).flatMap((name) => /^(.*)-sip\.txt$/.exec(name)?.[1] ?? []);
  return [
    ...torture.map((name) => readFileSync(new URL(`torture/${name}`, engine))),
    ...traces.flatMap((name) => readTrace(name, "A").messages.map(({ bytes }) => Buffer.from(bytes, "latin1"))),
  ];
}

/** Lengths at which something changes in parsers, frames and buffers. */
const BOUNDARIES = [
  0, 1, 2, 7, 8, 9, 19, 20, 125, 126, 127, 255, 256, 1023, 1024, 1300, 4095, 4096, 32_767, 32_768, 65_000,
];
const SPLINTERS = [
  "\r\n",
  "\r\n\r\n",
  "\n",
  "\0",
  ";",
  ",",
  ":",
  "<",
  ">",
  '"',
  "\\",
  "@",
  "%00",
  "%",
  "=",
  " ",
  "\t",
  "[",
  "]",
  "é",
  "\u{1F4DE}",
];
const NUMBERS = [
  "0",
  "-1",
  "65536",
  "2147483647",
  "2147483648",
  "4294967295",
  "4294967296",
  "99999999999999999999",
  "1e3",
  "0x10",
  "",
];

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const placeIn = (bytes: Buffer, random: Random): number => Math.floor(random() * (bytes.length + 1));

function linesOf(bytes: Buffer): string[] {
  return bytes.toString("latin1").split("\r\n");
}

function ofLines(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join("\r\n"), "latin1");
}

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  flipBit(bytes, random) {
    const changed = Buffer.from(bytes);
    const at = Math.floor(random() * bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return changed;
  },
  truncate: (bytes, random) => bytes.subarray(0, placeIn(bytes, random)),
  splice(bytes, random, others) {
    const other = anyOf(random, others);
    return Buffer.concat([bytes.subarray(0, placeIn(bytes, random)), other.subarray(placeIn(other, random))]);
  },
  insert(bytes, random) {
    const at = placeIn(bytes, random);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(anyOf(random, SPLINTERS)), bytes.subarray(at)]);
  },
  drop(bytes, random) {
    const [from, to] = [placeIn(bytes, random), placeIn(bytes, random)];
    return Buffer.concat([
      bytes.subarray(0, Math.min(from, to)),
      bytes.subarray(Math.min(from, to) + (Math.max(from, to) % 16)),
    ]);
  },
  repeatLine(bytes, random) {
    const lines = linesOf(bytes);
    const line = anyOf(random, lines);
    const times = anyOf(random, [1, 2, 16, 255, 256, 257]);
    lines.splice(Math.floor(random() * lines.length), 0, ...Array.from({ length: times }, () => line));
    return ofLines(lines);
  },
  swapLines(bytes, random) {
    const lines = linesOf(bytes);
    const [one, other] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
    [lines[one], lines[other]] = [lines[other] ?? "", lines[one] ?? ""];
    return ofLines(lines);
  },
  stretch(bytes, random) {
    const at = placeIn(bytes, random);
    const filling = Buffer.alloc(anyOf(random, BOUNDARIES), anyOf(random, SPLINTERS));
    return Buffer.concat([bytes.subarray(0, at), filling, bytes.subarray(at)]);
  },
  changeNumber(bytes, random) {
    const text = bytes.toString("latin1");
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const { index, 0: digits } = anyOf(random, numbers);
    return Buffer.from(text.slice(0, index) + anyOf(random, NUMBERS) + text.slice(index + digits.length), "latin1");
  },
  fold: (bytes, random) => {
    const lines = linesOf(bytes);
    const at = Math.floor(random() * lines.length);
    lines[at] = (lines[at] ?? "").replaceAll(" ", "\r\n ");
    return ofLines(lines);
  },
};

const NAMES = Object.keys(MUTATIONS);

/** A damaged message: one of the corpus with up to four changes. */
export function mutated(random: Random, messages: readonly Buffer[]): Buffer {
  let bytes = anyOf(random, messages);
  for (let times = Math.floor(random() * 5); times > 0; times -= 1) {
    bytes = MUTATIONS[anyOf(random, NAMES)]?.(bytes, random, messages) ?? bytes;
  }
  return bytes.subarray(0, 65_000);
}

/** The same bytes in pieces, as a network may deliver them. */
export function pieces(random: Random, bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const size = Math.min(bytes.length - start, 1 + Math.floor(random() ** 3 * 2000));
    parts.push(bytes.subarray(start, start + size));
    start += size;
  }
  return parts;
}
