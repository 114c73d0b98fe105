import type { Codec } from "@twp/shared/protocol/calls.ts";
import { codecFacts } from "./codecs.ts";
import type { Format } from "./sdp.ts";

const events = "telephone-event";

/** What tells one format from another, whatever its number. */
export function formatKey(format: Pick<Format, "encoding" | "clock">): string {
  return `${format.encoding.toLowerCase()}/${format.clock}`;
}

/** Which of our codecs a format is, if any. */
export function codecOf(format: Format): Codec | null {
  const names = Object.keys(codecFacts) as Codec[];
  return names.find((name) => formatKey(codecFacts[name]) === formatKey(format)) ?? null;
}

/** Whether a format carries digits (RFC 4733). */
export function isEvents(format: Format): boolean {
  return format.encoding.toLowerCase() === events;
}

/** Our codecs in order, then telephone events for each of their clocks (RFC 4733 section 2.1 wants the audio's clock). */
export function offeredFormats(order: readonly Codec[], bound: ReadonlyMap<string, number>): readonly Format[] {
  const audio = order.map((codec): Format => {
    const { encoding, clock, channels, payloadType } = codecFacts[codec];
    return { payloadType: bound.get(formatKey({ encoding, clock })) ?? payloadType, encoding, clock, channels };
  });
  const clocks = [...new Set(audio.map((format) => format.clock))].toSorted((a, b) => a - b);
  const taken = new Set([...audio.map((format) => format.payloadType), ...bound.values()]);
  const digits = clocks.map((clock): Format => {
    const known = bound.get(formatKey({ encoding: events, clock }));
    const payloadType = known ?? firstFree(clock === 8000 ? 101 : 110, taken);
    taken.add(payloadType);
    return { payloadType, encoding: events, clock, channels: 1 };
  });
  return [...audio, ...digits];
}

function firstFree(from: number, taken: ReadonlySet<number>): number {
  const candidates = [from, ...Array.from({ length: 32 }, (_, index) => 96 + index)];
  return candidates.find((candidate) => !taken.has(candidate)) ?? from;
}

/** The formats of the peer that we know, in the peer's order. */
export function commonFormats(formats: readonly Format[], codecs: readonly Codec[]): readonly Format[] {
  return formats.filter((format) => {
    const codec = codecOf(format);
    return isEvents(format) || (codec !== null && codecs.includes(codec));
  });
}
