import { areaZones } from "./area-zones.ts";

/** The time of day in minutes since midnight, at the earliest and the latest of the places where somebody may be. */
export type TimesThere = Readonly<{ from: number; to: number }>;

/** Where the user is: the country of the dial plan, and the computer's time zone (IANA). */
export type Here = Readonly<{ country: string; zone: string }>;

const day = 24 * 60;
const morning = 8 * 60;
const evening = 20 * 60;

/** Is it between 20 and 8 wherever they may be? Somebody who may be up is not warned of. */
export function isNight({ from, to }: TimesThere): boolean {
  const sleeps = (minutes: number): boolean => minutes < morning || minutes >= evening;
  const length = (to - from + day) % day;
  return sleeps(from) && sleeps(to) && length <= day - (evening - morning) && !isDayBetween(from, length);
}

function isDayBetween(from: number, length: number): boolean {
  const untilMorning = (morning - from + day) % day;
  return untilMorning < length;
}

/**
 * What time it may be where a number rings: a country has several time zones, and an area code may tell which. Null where nobody knows, and
 * where it is the user's own time: whoever is called next door sleeps when one does.
 */
export function timesThere(e164: string, country: string | null, now: number, here: Here): TimesThere | null {
  const zones = country === null ? [] : (areaOf(e164) ?? zonesOf(country));
  if (zones.length === 0) return null;
  if (country === here.country && !tellsApart(zones, here, now)) return null;
  return spread(
    zones.map((zone) => offsetAt(zone, now)).sort((a, b) => a - b),
    now,
  );
}

/** Within one country: is the place known, and another time there than here? */
function tellsApart(zones: readonly string[], { country, zone }: Here, now: number): boolean {
  if (!zonesOf(country).includes(zone)) return false;
  return zones.every((each) => offsetAt(each, now) !== offsetAt(zone, now));
}

function spread(offsets: readonly number[], now: number): TimesThere {
  const at = (offset: number): number => (((Math.floor(now / 60_000) + offset) % day) + day) % day;
  return { from: at(offsets[0] ?? 0), to: at(offsets.at(-1) ?? 0) };
}

function areaOf(e164: string): readonly string[] | undefined {
  for (let length = 6; length >= 3; length -= 1) {
    const zones = areaZones.get(e164.slice(0, length));
    if (zones !== undefined) return zones;
  }
  return undefined;
}

/** The time zones of a country (ISO 3166), as the runtime's own tables have them (ECMA-402, Intl Locale Info). */
function zonesOf(country: string): readonly string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
}

/** Making one of these takes longer than asking it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of Greenwich at that moment. */
function offsetAt(zone: string, now: number): number {
  const clock = clocks.get(zone) ?? clockOf(zone);
  const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0 } = parts;
  return Math.round(Date.UTC(year, month - 1, date, hour, minute) / 60_000) - Math.floor(now / 60_000);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const number = "numeric";
  const parts = { year: number, month: number, day: number, hour: number, minute: number } as const;
  const clock = new Intl.DateTimeFormat("en", { ...parts, timeZone, hourCycle: "h23", era: undefined });
  clocks.set(timeZone, clock);
  return clock;
}
