import { isEmergencyNumber } from "./short-numbers.ts";
import type { Why } from "./reasons.ts";

/** A further number, which begins as the one before it: `020 7946 0101/2` goes on with `2`, in the place of its last digit. */
export type Continuation = Readonly<{ start: number; end: number; number: string; why: Why }>;

const listed =
  /^(\s?[,;·/|-]\s?(?:tele)?fax\.?:?\s|\s?[/,]\s?-?|\s(?:ou|or|od\.|oder|o|of|et|and|und|en|e|y|u|\+|&|resp\.?|bzw\.?|respektive)\s(?:(?:(?:(?:en|on|at|auf|unter|op|sur)\s)?(?:le|la|the|die|der|il|el|de|het)|au|al|allo)\s)?(?:-\s?)?)/iu;
const ranged = /^(\s?(?:(?:à|au|to|bis|through|thru|al?|tot|hasta)(?!\p{L})|t\/m|-|\.\.\.?|…)\s?-?)/iu;
const tail =
  /^(\d{1,4}(?: \d{2}){0,2}|\d{5,8}|\d{3}[ -]\d{3,4}|\d{3}[ .]\d{2}[ .]\d{2})(?! ?[%€$£°]|[.,:'/]\d|[ .-]?\d|[.,]-| ?(?:h|uhr|am|pm|a\.m|p\.m|heures?|ore|horas|uur|eur|chf|min|jours?|tage|days|personnes|people)\b|\p{L})/iu;

/** What goes on behind a number that ends in `digits`, as a list of ends or as a range to an end. */
export function continuationBehind(plain: string, end: number, digits: string): Continuation | undefined {
  const after = plain.slice(end, end + 32);
  const before = plain.slice(Math.max(0, end - 20), end);
  return (
    continued(before, after, listed, end, digits, "list") ?? continued(before, after, ranged, end, digits, "range")
  );
}

function continued(
  before: string,
  after: string,
  mark: RegExp,
  end: number,
  digits: string,
  why: Why,
): Continuation | undefined {
  const joint = mark.exec(after)?.[0];
  if (joint === undefined) return undefined;
  const written = tail.exec(after.slice(joint.length))?.[1];
  if (written === undefined) return undefined;
  const ends = written.replace(/\D/gu, "");
  if (ends.length > 4 && /^[\d]+$|^\d{3}\D/u.test(written) && !isWrittenAlike(before, written)) return undefined;
  // Between spaces a dash parts things more often than it begins a range; what is counted behind it is one of them.
  if (/^ [-–—] ?$/u.test(joint) && !endsItem(after.slice(joint.length + written.length))) return undefined;
  // What somebody is reached "on" or "at" may be a day or a house, too.
  if (
    /\s(?:au|allo?|(?:en|on|at|auf|unter|op|sur)\s\p{L}+)\s$/iu.test(joint) &&
    !endsItem(after.slice(joint.length + written.length))
  )
    return undefined;
  const last = /\d+$/u.exec(before)?.[0].length ?? 0;
  if (!follows(ends, digits, joint, why, last)) return undefined;
  if (
    joint.includes(",") &&
    /^ (?!(?:und|et|ou|oder|and|or|y|o|e|en|of) -?\d)\p{L}/u.test(after.slice(joint.length + written.length))
  )
    return undefined;
  // A dash says that what stands behind the last dash is replaced, however long it is.
  const behindDash = joint.includes("-") ? /- ?(\d{1,4})$/u.exec(before)?.[1] : undefined;
  const number = digits.slice(0, -(behindDash ?? ends).length) + ends;
  return { start: end + joint.length, end: end + joint.length + written.length, number, why };
}

/** A number without its area has the shape of the end that it stands for: `0131 496 0209 / 496 0210`. */
function isWrittenAlike(before: string, written: string): boolean {
  const shape = (text: string): string => text.replaceAll(/\d/gu, "0");
  return shape(before).endsWith(shape(written)) && /[^\d+(]$/u.test(before.slice(0, -written.length));
}

/** Nothing is counted here: the line, the clause or the cell ends, or a mark comes. */
const endsItem = (behind: string): boolean => /^(?:$|[\n\t|.,;:!?)\]]| [(|/·])/u.test(behind);

/** Countries whose numbers have one length: a dash behind one begins a range and never its last digits. */
const fixedLength = /^\+(?:1|3[1-4]|4[14])/u;

/** Ends differ from what they replace, and a range rises. A word before one digit may begin anything: `or 2 rooms`. */
function follows(ends: string, digits: string, joint: string, why: Why, last: number): boolean {
  const replaced = digits.slice(-ends.length);
  if (isEmergencyNumber(ends) && why === "list" && !/[/-]/u.test(joint)) return false;
  const isItalian = joint === "-" && digits.startsWith("+39") && digits.length > 11;
  if (replaced === ends || (ends.length === 1 && !/^\/-?$/u.test(joint) && !isItalian)) return false;
  // A comma or a dash parts many things; what goes on from a number then has the length of its last group, or ends a complete number.
  const complete = isItalian || (joint === "-" && fixedLength.test(digits));
  if (
    /^(?:, ?|-)$/u.test(joint) &&
    (joint === "," || (ends.length < 2 && !isItalian) || (ends.length !== last && !complete))
  )
    return false;
  return why === "list" || (Number(ends) > Number(replaced) && Number(ends) - Number(replaced) <= 1000);
}
