import { isTight, type Chain, type Group } from "./groups.ts";
import { objectionsBeside } from "./objections.ts";
import type { Why } from "./reasons.ts";
import { dialledShort, isShortNumber } from "./short-numbers.ts";
import { whyShort, type ShortSetting } from "./short-reasons.ts";

/** How long or how large something is: `an extension of 30 days`. */
const span =
  /^ ?-?(?:days?|weeks?|months?|years?|feet|acres?|jours?|semaines?|mois|tage?n?|wochen?|monaten?|d[íi]as?|semanas?|meses|giorni|settimane|mesi|dagen|weken|maanden|hect\p{L}+)(?!\p{L})/iu;

/** A number that is dialled as it is: within a house, or short and public. */
export type Short = Readonly<{ start: number; end: number; number: string; kind: "internal" | "service"; why: Why }>;

/** The short number that begins with this group of a chain, where the words around say that it is one. */
export function shortAt(chain: Chain, at: number, setting: ShortSetting): Short | undefined {
  for (const count of [3, 2, 1]) {
    const groups = chain.groups.slice(at, at + count);
    if (groups.length < count || !isJoined(groups, chain.gaps.slice(at, at + count - 1))) continue;
    const short = isFree(chain, at, count) ? readShort(groups, setting) : undefined;
    if (short !== undefined) return short;
  }
  return undefined;
}

/** A short number may be parted by spaces, or, as in advertisements, in two equal halves by a point: `32.37`. */
function isJoined(groups: readonly Group[], gaps: readonly string[]): boolean {
  const [one, other] = groups.map(({ digits }) => digits.length);
  if (gaps.every((gap) => gap === " ")) return true;
  return gaps.length === 1 && gaps[0] === "." && one === other && one !== 1 && !isTime(groups);
}

/** `voor 16.00`: where hours are written so, a number that could be one is none. */
const isTime = ([hours, minutes]: readonly Group[]): boolean =>
  /^(?:[01]\d|2[0-4])$/u.test(hours?.digits ?? "") && /^[0-5]\d$/u.test(minutes?.digits ?? "");

/** No digits stand closely beside. */
function isFree({ gaps }: Chain, at: number, count: number): boolean {
  const [before, behind] = [gaps[at - 1], gaps[at + count - 1]];
  return (
    (before === undefined || !isTight(before)) && (behind === undefined || !isTight(behind) || /[([]/u.test(behind))
  );
}

function readShort(groups: readonly Group[], setting: ShortSetting): Short | undefined {
  const [first] = groups;
  const last = groups.at(-1);
  const number = groups.map(({ digits }) => digits).join("");
  if (!first || !last || number.length < 2 || number.length > 8) return undefined;
  const service = isShortNumber(number, setting.country);
  if (groups.length > 1 && !service) return undefined;
  const place = { start: first.start, end: last.end, number, service };
  const why = whyShort(place, setting);
  if (why === undefined || span.test(setting.plain.slice(place.end, place.end + 12))) return undefined;
  if (objectionsBeside(setting.plain, place.start, place.end).length > 0) return undefined;
  return {
    start: place.start,
    end: place.end,
    number: dialledShort(number, setting.country),
    kind: service && why !== "extension-keyword" ? "service" : "internal",
    why,
  };
}
