import { candidatesOf, type Candidate } from "./candidate.ts";
import { chooseAmong, type Judged } from "./choose.ts";
import { headsOf } from "./columns.ts";
import { continuationBehind, type Continuation } from "./continuation.ts";
import { isHouse } from "./dialled-within.ts";
import { extensionBehind } from "./extension.ts";
import { chainsOf, type Chain } from "./groups.ts";
import { plainText } from "./plain-text.ts";
import { isMobile, readDigits } from "./plans.ts";
import type { Why, WhyNot } from "./reasons.ts";
import { isDirectory, type ShortSetting } from "./short-reasons.ts";
import { shortAt } from "./short.ts";
import { withSiblings } from "./siblings.ts";
import { withStems } from "./stem.ts";
import { vanityNumbers } from "./vanity.ts";
import { weigh, type Setting } from "./weigh.ts";

/** What a number is beyond one to call: a fax machine's, one within the house, or a short one of the country's services. */
export type Kind = "fax" | "internal" | "service";

/** A number that was found, by its place. */
export type Scanned = Readonly<{
  start: number;
  end: number;
  number: string;
  extension?: string;
  kind?: Kind;
  why: Why;
}>;

/** Digits that were looked at and left. */
export type Left = Readonly<{ start: number; end: number; whyNot: WhyNot }>;

/** Everything that a text's digits came to, in their order. */
export type Scan = Readonly<{ found: readonly Scanned[]; left: readonly Left[] }>;

/** Reads all digits of a text; national numbers in `country`, internal ones by the lengths that the user's telephone system has. */
export function scan(text: string, country: string, internalLengths: readonly number[]): Scan {
  const plain = plainText(text);
  const setting = {
    plain,
    country,
    internalLengths,
    head: headsOf(plain),
    isDirectory: once(() => isDirectory(plain, country)),
    hasWords: /\p{L}{2}/u.test(plain),
    isHouse: once(() => isHouse(plain)),
  };
  const vanity = vanityNumbers(plain, country).map((number) => withExtension(plain, { ...number, why: "vanity" }));
  const found: Scanned[] = [];
  const left: Left[] = [];
  for (const chain of chainsOf(plain)) {
    const apart = vanity.length === 0 ? chain : before(vanity, chain);
    if (apart) readChain(apart, setting, found, left);
  }
  const whole = withStems(plain, [...vanity, ...found], setting.head);
  const all = setting.hasWords ? withSiblings(plain, whole) : whole;
  return { found: all.toSorted((one, other) => one.start - other.start), left };
}

/** Asked at most once. */
function once(decide: () => boolean): () => boolean {
  let decided: boolean | undefined;
  return () => (decided ??= decide());
}

/** What of a chain stands before the number with letters that it runs into: `1-800-222-8477 (1-800-222-TIPS)`. */
function before(vanity: readonly Scanned[], { groups, gaps }: Chain): Chain | undefined {
  const end = groups.at(-1)?.end ?? 0;
  const touched = vanity.find((each) => each.start < end && (groups[0]?.start ?? end) < each.end);
  const count = touched === undefined ? groups.length : groups.filter((each) => each.end <= touched.start).length;
  return count === 0 ? undefined : { groups: groups.slice(0, count), gaps: gaps.slice(0, count - 1) };
}

type ScanSetting = Omit<ShortSetting, "previous"> & Readonly<{ hasWords: boolean }>;

function readChain(chain: Chain, setting: ScanSetting, found: Scanned[], left: Left[]): void {
  const judged = judge(chain, setting, found);
  const chosen = chooseAmong(judged, chain.groups.length);
  const before = found.length;
  for (const each of chosen) {
    const last = found.at(-1)?.end ?? 0;
    found.push(...withFurther(setting.plain, each).filter(({ start }) => start >= last));
  }
  left.push(...judged.filter((each) => !chosen.includes(each)).map(leftBehind));
  // A short number is one by the words around it.
  if (!setting.hasWords) return;
  // A number may run over several chains, with its extension and those that go on from it.
  const taken = found.slice(Math.max(0, before - mostFurther - 1));
  for (const [at, group] of chain.groups.entries()) {
    if (taken.some(({ start, end }) => group.start < end && start < group.end)) continue;
    const short = shortAt(chain, at, { ...setting, previous: found.at(-1) });
    if (short) found.push(short);
  }
}

function leftBehind({ candidate, verdict }: Judged): Left {
  return { start: candidate.start, end: candidate.end, whyNot: verdict.whyNot };
}

function judge(chain: Chain, { plain, country, head }: ScanSetting, found: readonly Scanned[]): Judged[] {
  const candidates = candidatesOf(plain, chain, country);
  const whole = candidates.filter(
    (each) => (each.grouping !== "odd" || isMobile(each.reading)) && each.reading.form !== "plusless",
  );
  const [begins, ends] = [new Set(whole.map(({ from }) => from)), new Set(whole.map(({ to }) => to))];
  const joins = (candidate: Candidate, side: -1 | 1): boolean =>
    side < 0
      ? ends.has(candidate.from)
      : begins.has(candidate.to) || continuationBehind(plain, candidate.end, candidate.reading.number) !== undefined;
  const setting: Setting = { plain, head, joins, previousEnd: found.at(-1)?.end };
  return candidates.map((candidate) => ({ candidate, verdict: weigh(candidate, setting) }));
}

/** So many numbers go on from one. */
const mostFurther = 10;

/** A number with its extension, and those that go on from it. */
function withFurther(plain: string, { candidate, verdict }: Judged): Scanned[] {
  const { start, end, reading } = candidate;
  const first = withExtension(plain, {
    start,
    end,
    number: reading.number,
    ...(verdict.fax ? { kind: "fax" as const } : {}),
    why: verdict.why,
  });
  const numbers = [first];
  for (let last = first; numbers.length < mostFurther;) {
    const next = continuationBehind(plain, last.end, last.extension ?? last.number);
    const further = next && continuing(last, next);
    if (further === undefined) break;
    numbers.push(further);
    last = further;
  }
  return numbers;
}

function withExtension(plain: string, number: Scanned): Scanned {
  const extension = extensionBehind(plain, number.end);
  return extension ? { ...number, end: number.end + extension.length, extension: extension.digits } : number;
}

function continuing({ kind, extension }: Scanned, { start, end, number, why }: Continuation): Scanned | undefined {
  // `ext. 412 or 413` are both within the house.
  if (extension !== undefined || kind === "internal") return { start, end, number, kind: "internal", why };
  if (readDigits(number.slice(1), true, "") === undefined) return undefined;
  return { start, end, number, ...(kind ? { kind } : {}), why };
}
