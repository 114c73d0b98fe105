import { frameTime } from "./codecs.ts";

/** The digits of RFC 4733 section 3.2, by event number. */
const digits = "0123456789*#ABCD";

// Milliseconds of a digit and of the pause after it.
const digitTime = 100;
const pauseTime = 60;

/** One payload of RFC 4733 section 2.3. `duration` is in ticks of the payload type's clock. */
export type TelephoneEvent = Readonly<{ digit: string; end: boolean; duration: number }>;

/** Reads a payload from untrusted bytes; null where it is none or an event that is no digit. */
export function parseEvent(payload: Uint8Array): TelephoneEvent | null {
  const [event = 0, flags = 0, high = 0, low = 0] = payload;
  const digit = digits.charAt(event);
  if (payload.length < 4 || digit === "") return null;
  return { digit, end: flags >> 7 === 1, duration: (high << 8) | low };
}

/** Writes a payload at the usual level of −10 dBm0. */
export function writeEvent({ digit, end, duration }: TelephoneEvent): Uint8Array {
  return Uint8Array.of(digits.indexOf(digit), (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff);
}

/** Whether every character is a digit that an event can carry. */
export function areDigits(text: string): boolean {
  return /^[0-9*#A-D]*$/u.test(text);
}

/** What leaves in one frame of a digit's 160 ms: nothing in the pause's last frame. */
export type EventFrame = Readonly<{ digit: string; marker: boolean; end: boolean; duration: number }> | null;

/**
 * The frames of digits, one each 20 ms: five that count up, the fifth of them with the end bit, which leaves twice more in the pause
 * (RFC 4733 section 2.5.1.4).
 */
export function eventFrames(text: string, clock: number): readonly EventFrame[] {
  const tick = (clock * frameTime) / 1000;
  const sounding = digitTime / frameTime;
  const pause = pauseTime / frameTime;
  return text.split("").flatMap((digit) =>
    Array.from({ length: sounding + pause }, (_, at) => {
      if (at >= sounding + 2) return null;
      const duration = tick * Math.min(at + 1, sounding);
      return { digit, marker: at === 0, end: at >= sounding - 1, duration };
    }),
  );
}
