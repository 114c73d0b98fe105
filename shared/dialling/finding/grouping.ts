import { isMobile, shownAtHome, type Reading } from "./plans.ts";

/**
 * How well the written groups are those of the country.
 * - `canonical`: as its plan writes them
 * - `usual`: as people there write them
 * - `loose`: oddly, but with the area apart, in three groups or more
 * - `bare`: one run of digits
 * - `odd`: as nobody writes a telephone number
 */
export type Grouping = "canonical" | "usual" | "loose" | "bare" | "odd";

/** The lengths of groups that people write at home, by calling code, where a plan has numbers of one length. */
const written: Readonly<Record<string, string>> = {
  "1": "334 1334 37 137 1-37",
  "31": "28 244 22222 235 2323 2233 2332 37 334 3322 343 3232 46 433 4222 424 442 44 47 434 45 48",
  "32": "27 2322 234 2223 36 3222 333 324 46 4222 424 4322 45 423 432 442",
  "33": "22222 28 4222 2422",
  "34": "333 3222 2322 36 234 27 4 2223 144 324 342",
  "41": "37 3322 334 343 433 46 4222 424 442",
  "44": "56 533 5222 524 542 434 47 4322 4223 344 38 3422 3332 433 46 335 353 443 5 55 532 523 452",
};

/** Grades groups by their lengths and what stands between them; the country's code is left out. */
export function groupingOf(reading: Reading, lengths: readonly number[], gaps: readonly string[]): Grouping {
  if (lengths.length === 1) return "bare";
  const shown = shownAtHome(reading);
  const home = shown.match(/\d+/gu)?.map((group) => group.length) ?? [];
  const trunk = reading.form === "national" ? 0 : trunkLength(shown, reading.number, reading.code);
  const atHome = reading.form === "national" ? lengths : [(lengths[0] ?? 0) + trunk, ...lengths.slice(1)];
  if (!evenMarks(gaps, atHome, home[0] ?? 0)) return "odd";
  if (atHome.join() === home.join()) return "canonical";
  const shapes = written[reading.code];
  if (crossesArea(reading, atHome)) return "odd";
  if (shapes !== undefined && shapes.split(" ").includes(atHome.join(""))) return "usual";
  if (isFrenchService(shown, atHome.join(""))) return "usual";
  return shapes === undefined && opensLikeHome(atHome, home, shown, reading.code)
    ? "usual"
    : looselyGrouped(atHome, home);
}

/** In Belgium four digits stand first in a mobile's number and a service's alone; a firm's number in the register has such, too. */
const crossesArea = (reading: Reading, [first]: readonly number[]): boolean =>
  reading.code === "32" && first === 4 && !isMobile(reading) && !/^[789]/u.test(reading.national);

/** As people in a hurry write: `0 43 51 - 55 50 23`. */
function looselyGrouped(lengths: readonly number[], home: readonly number[]): Grouping {
  const digits = lengths.reduce((sum, length) => sum + length, 0);
  let border = 0;
  const apart = lengths.some((length) => (border += length) === home[0]);
  return apart && lengths.length > 2 && digits > 8 ? "loose" : "odd";
}

/** How many digits stand before a number at home that the world leaves out. */
function trunkLength(home: string, number: string, code: string): number {
  return Math.max(0, home.replace(/\D/gu, "").length - (number.length - 1 - code.length));
}

/** At most three sorts of marks, and a slash only behind the area unless it is the only mark: a later one begins something else. */
function evenMarks(gaps: readonly string[], lengths: readonly number[], area: number): boolean {
  const marks = gaps.map((gap) => gap.replace(/[\s()[\]]/gu, ""));
  const slash = marks.lastIndexOf("/");
  const before = lengths.slice(0, slash + 1).reduce((sum, length) => sum + length, 0);
  return (
    new Set(marks).size <= 3 &&
    (slash < 1 || before === area || (marks.length > 2 && marks.every((mark) => mark === "/")))
  );
}

/** Numbers of France that begin with 08, and some of 09, are grouped as their owners like. */
const isFrenchService = (home: string, shape: string): boolean =>
  /^0 ?(?:8|9 ?69|9 ?7)/u.test(home) && ["433", "424", "46", "1333", "13222", "1324", "136"].includes(shape);

/** Mobile numbers of Germany are parted behind four digits or five; numbers of Austrian firms have the area `05`, whatever follows. */
const germanMobile = /^01[5-7]/u;

/** The area stands by itself, and what follows is in readable parts: all that plans of open length ask for. */
function opensLikeHome(lengths: readonly number[], home: readonly number[], shown: string, code: string): boolean {
  const [area = 0, ...rest] = lengths;
  const right =
    area === home[0] ||
    (code === "49" && germanMobile.test(shown) && (area === 4 || area === 5)) ||
    (code === "43" && shown.startsWith("05") && area === 2);
  if (!right) return false;
  return rest.length <= 5 && rest.every((length, at) => length > 1 || at === rest.length - 1 || shown.startsWith("08"));
}
