/** Do these groups begin with a date that exists, or with two years? Three groups of day, month and year in any order, or eight digits. */
export function looksLikeDate(groups: readonly string[]): boolean {
  const [one = "", two = "", three = ""] = groups;
  if (isYear(one) && isYear(two)) return true;
  if (groups.length === 1) return isStamp(one);
  if (groups.length > 3 && !(groups.slice(3).every(isTime) && groups.slice(0, 3).some(isYear))) return false;
  return (
    isDate(three, two, one) ||
    isDate(one, two, three) ||
    isDate(three, one, two) ||
    (isStamp(one) && groups.slice(1).every(isTime))
  );
}

const isYear = (text: string): boolean => /^(?:19|20)\d\d$/u.test(text);

const isTime = (text: string): boolean => text.length <= 2 && Number(text) < 60;

/** `20261129`, with or without hours, minutes and seconds. */
function isStamp(text: string): boolean {
  return (
    /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3]|$)/u.test(text) &&
    [8, 10, 12, 14].includes(text.length)
  );
}

function isDate(year: string, month: string, day: string): boolean {
  if (!/^(?:(?:19|20)?\d\d)$/u.test(year) || month.length > 2 || day.length > 2) return false;
  const [monthOfYear, dayOfMonth] = [Number(month), Number(day)];
  return monthOfYear >= 1 && monthOfYear <= 12 && dayOfMonth >= 1 && dayOfMonth <= 31;
}

/** `cassa 02 / 01-12-2026`: a day of our century, and something else before it. */
export function endsInDay(groups: readonly string[], gaps: readonly string[]): boolean {
  const [day = "", month = "", year = ""] = groups.slice(-3);
  const [before, one, other] = gaps.slice(-3);
  if (groups.length < 4 || one !== other || before === one || !/^[-./]$/u.test(one ?? "")) return false;
  return /^(?:20)?\d\d$/u.test(year) && isDate(year, month, day);
}

/** `06.12 06.32`: hours and minutes, one after the other. */
export const areTimes = (groups: readonly string[], gaps: readonly string[]): boolean =>
  groups.length > 3 &&
  groups.length % 2 === 0 &&
  gaps.every((gap, at) => gap === (at % 2 === 0 ? "." : " ")) &&
  groups.every((group, at) => group.length === 2 && Number(group) < (at % 2 === 0 ? 24 : 60));
