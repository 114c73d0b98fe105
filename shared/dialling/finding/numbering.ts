import plans from "libphonenumber-js/min/metadata";

/**
 * The numbering plans of the world as libphonenumber has them, and as little of how it reads them as the finder needs: its own code weighs as
 * much as the whole finder, in each page, and takes ten times as long. That both say the same is a property that the tests hold.
 */

/** Groups of a format, as it is written at home; `leading`: the digits it is for. */
type Format = Readonly<{ whole: RegExp; written: string; leading: RegExp | null }>;

/** The plan of a country, or of a network that has none. */
type Plan = Readonly<{
  code: string;
  /** What is dialled before another country's code. */
  abroad: RegExp | null;
  shape: RegExp;
  lengths: readonly number[];
  formats: readonly Format[];
  /** What stands before a number at home, and what it makes of the number. */
  before: RegExp | null;
  transform: string | null;
  /** Of countries that share a code: whose numbers begin so. */
  leading: RegExp | null;
  /** Of such countries: all the numbers they have, by kind. */
  kinds: readonly RegExp[] | null;
}>;

/** Where a plan of version 4 has what. */
const at = {
  code: 0,
  abroad: 1,
  shape: 2,
  lengths: 3,
  formats: 4,
  prefix: 5,
  rule: 6,
  before: 7,
  transform: 8,
  leading: 10,
  kinds: 11,
};

type Raw = readonly unknown[];

const isRaw = (value: unknown): value is Raw => Array.isArray(value) && value.length > 0;
const allIn = (value: unknown): Raw => (isRaw(value) ? value : []);
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const whole = (pattern: unknown): RegExp => new RegExp(`^(?:${textOf(pattern) ?? "(?!)"})$`);
const begins = (pattern: unknown): RegExp | null => {
  const text = textOf(pattern);
  return text === null ? null : new RegExp(`^(?:${text})`);
};

const known = new Map<string, Plan | undefined>();

/** The plan of a country (ISO 3166), or of a calling code that no country has. */
function planOf(name: string): Plan | undefined {
  if (!known.has(name)) {
    const raw = rawPlans(name);
    known.set(name, raw && read(raw));
  }
  return known.get(name);
}

const rawPlans = (name: string): Raw | undefined =>
  Object.hasOwn(plans.countries, name)
    ? (plans.countries as Readonly<Record<string, Raw>>)[name]
    : (plans.nonGeographic as unknown as Readonly<Record<string, Raw>>)[name];

function read(raw: Raw): Plan {
  const code = String(raw[at.code]);
  // Countries that share a code write their numbers as the first of them does, where they say nothing else.
  const first = rawPlans(countriesOf(code)[0] ?? code) ?? raw;
  const formats = isRaw(raw[at.formats]) ? raw[at.formats] : first[at.formats];
  const rule = textOf(raw[at.rule]) ?? textOf(first[at.rule]);
  const kinds = raw[at.kinds];
  return {
    code,
    abroad: begins(raw[at.abroad]),
    shape: whole(raw[at.shape]),
    lengths: allIn(raw[at.lengths]).map(Number),
    formats: allIn(formats)
      .filter(isRaw)
      .map((format) => formatOf(format, rule)),
    before: begins(raw[at.before]) ?? begins(raw[at.prefix]),
    transform: textOf(raw[at.transform]),
    leading: begins(raw[at.leading]),
    kinds: isRaw(kinds) ? kinds.filter(isRaw).map(([pattern]) => whole(pattern)) : null,
  };
}

function formatOf([pattern, written, leading, own]: Raw, common: string | null): Format {
  const rule = textOf(own) ?? common;
  return {
    whole: whole(pattern),
    written: rule === null ? String(written) : String(written).replace(/(\$\d)/u, rule),
    leading: isRaw(leading) ? begins(leading.at(-1)) : null,
  };
}

const countriesOf = (code: string): readonly string[] =>
  (plans.country_calling_codes as Readonly<Record<string, readonly string[]>>)[code] ?? [];

/** A country's calling code, or nothing. */
export const callingCodeOf = (country: string): string | undefined =>
  Object.hasOwn(plans.countries, country) ? planOf(country)?.code : undefined;

/** How many digits numbers of a country have, without what stands before them at home. */
export const lengthsOf = (country: string): readonly number[] => planOf(country)?.lengths ?? [];

/** A number of the world, in two parts. */
export type Public = Readonly<{ code: string; national: string }>;

/** The country's code that begins these digits. */
const codeOf = (digits: string): string | undefined =>
  [1, 2, 3]
    .map((length) => digits.slice(0, length))
    .find((code) => code in plans.country_calling_codes || code in plans.nonGeographic);

/** Reads the digits behind a plus; nothing where no country has such a number. */
export function readPublic(digits: string): Public | undefined {
  const code = codeOf(digits);
  const plan = code === undefined ? undefined : planOf(countriesOf(code)[0] ?? code);
  if (code === undefined || plan === undefined) return undefined;
  const national = withoutPrefix(digits.slice(code.length), plan);
  return isValid(code, national) ? { code, national } : undefined;
}

/** Reads digits as they are dialled at home. */
export function readHome(digits: string, country: string): Public | undefined {
  const plan = planOf(country);
  if (plan === undefined || callsAbroad(digits, plan)) return undefined;
  const national = withoutPrefix(digits, plan);
  return isValid(plan.code, national, country) ? { code: plan.code, national } : undefined;
}

function callsAbroad(digits: string, { abroad }: Plan): boolean {
  const prefix = abroad?.exec(digits)?.[0];
  return prefix !== undefined && digits.length > prefix.length && digits[prefix.length] !== "0";
}

/** The number without what stands before it at home, unless it is one with it and none without, or too short or odd then. */
function withoutPrefix(digits: string, plan: Plan): string {
  const { before, transform, shape } = plan;
  const match = before?.exec(digits);
  if (!before || !match) return digits;
  const national =
    transform !== null && match.length > 1 && match.at(-1) !== undefined
      ? digits.replace(before, transform)
      : digits.slice(match[0].length);
  if (shape.test(digits) && !shape.test(national)) return digits;
  const { lengths } = planOf(countryOf(plan.code, national) ?? "") ?? plan;
  return national.length > (lengths.at(-1) ?? 0) || lengths.includes(national.length) ? national : digits;
}

/** The country that has the number, of those that share the code. */
function countryOf(code: string, national: string): string | undefined {
  const countries = countriesOf(code);
  if (countries.length < 2) return countries[0];
  return countries.find((country) => {
    const plan = planOf(country);
    return plan?.leading ? plan.leading.test(national) : plan?.kinds != null && hasNumber(plan, national);
  });
}

/** Is it a number of that plan? Of countries that share their code, each kind of numbers is known by itself. */
const hasNumber = ({ shape, kinds }: Plan, national: string): boolean =>
  shape.test(national) && (kinds === null || kinds.some((kind) => kind.test(national)));

/** `home`: whose number it is if no country's by its digits. */
function isValid(code: string, national: string, home = countriesOf(code)[0] ?? code): boolean {
  const plan = planOf(countryOf(code, national) ?? home);
  return plan !== undefined && hasNumber(plan, national);
}

/** How a number is written at home. */
export function writtenAtHome({ code, national }: Public): string {
  const plan = planOf(countryOf(code, national) ?? countriesOf(code)[0] ?? code);
  const format = plan?.formats.find((each) => each.leading?.test(national) !== false && each.whole.test(national));
  return format === undefined ? national : national.replace(format.whole, format.written);
}
