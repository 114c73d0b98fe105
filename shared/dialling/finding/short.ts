import type { Head } from "./columns.ts";
import { isTight, type Chain, type Group } from "./groups.ts";
import { labelBefore } from "./label.ts";
import { objectionsBeside } from "./objections.ts";
import type { Why } from "./reasons.ts";
import { isShortNumber } from "./short-numbers.ts";

/** A number that is dialled as it is: within a house, or short and public. */
export type Short = Readonly<{ start: number; end: number; number: string; kind: "internal" | "service"; why: Why }>;

/** What is known of the text and of the user's telephone system. */
export type ShortSetting = Readonly<{
  plain: string;
  country: string;
  internalLengths: readonly number[];
  head: (place: number) => Head | undefined;
}>;

/** The short number that begins with this group of a chain, where the words around say that it is one. */
export function shortAt(chain: Chain, at: number, setting: ShortSetting): Short | undefined {
  for (const count of [3, 2, 1]) {
    const groups = chain.groups.slice(at, at + count);
    if (groups.length < count || !chain.gaps.slice(at, at + count - 1).every((gap) => /^[ .]$/u.test(gap))) continue;
    const short = isFree(chain, at, count) ? readShort(groups, setting) : undefined;
    if (short !== undefined) return short;
  }
  return undefined;
}

/** No digits stand closely beside. */
function isFree({ gaps }: Chain, at: number, count: number): boolean {
  const [before, behind] = [gaps[at - 1], gaps[at + count - 1]];
  return (before === undefined || !isTight(before)) && (behind === undefined || !isTight(behind) || behind === "(");
}

function readShort(groups: readonly Group[], setting: ShortSetting): Short | undefined {
  const [first] = groups;
  const last = groups.at(-1);
  const number = groups.map(({ digits }) => digits).join("");
  if (!first || !last || number.length < 2 || number.length > 8) return undefined;
  const { plain, country } = setting;
  const service = isShortNumber(number, country);
  if (groups.length > 1 && !service) return undefined;
  const why = whyShort(first.start, last.end, number, service, setting);
  if (why === undefined || objectionsBeside(plain, first.start, last.end).length > 0) return undefined;
  return { start: first.start, end: last.end, number, kind: service ? "service" : "internal", why };
}

const emergency =
  /(?:police|pompiers|samu|secours|gendarmerie|polizei|feuerwehr|rettung|fire|ambulance|carabinieri|polizia|vigili del fuoco|polic[ií]a|bomberos|guardia civil|politie|brandweer|urgences?|emergency|notruf|emergenza|emergencias)[\p{L} ]{0,8}[^\p{L}\p{N}\n]{0,4}$/iu;

function whyShort(start: number, end: number, number: string, service: boolean, setting: ShortSetting): Why | undefined {
  const { plain, internalLengths, head } = setting;
  const before = plain.slice(Math.max(0, start - 40), start);
  if (/(?:tel|callto|sips?):(?:\/\/)?$/iu.test(before)) return "link";
  const column = head(start);
  if (column === "phone") return number.length <= 6 && !isYear(number) ? "column" : undefined;
  if (column !== undefined && column !== "silent") return undefined;
  if (service && emergency.test(before)) return "label-before";
  const label = labelBefore(plain, start);
  if (label === undefined || label.strength < 1) return undefined;
  const usual = internalLengths.includes(number.length);
  switch (label.says) {
    case "internal":
      return number.length <= 6 ? "extension-keyword" : undefined;
    case "call":
      return service || (endsClause(plain, end) && !isYear(number) && (usual || isMiddling(number))) ? "call-keyword" : undefined;
    case "phone":
      if (service && endsClause(plain, end)) return "label-before";
      return isLabelled(before) && endsClause(plain, end) && !isYear(number) && isMiddling(number) ? "label-before" : undefined;
    default:
      return undefined;
  }
}

const isMiddling = (number: string): boolean => number.length >= 3 && number.length <= 6;
const isYear = (number: string): boolean => /^(?:19|20)\d\d$/u.test(number);
const isLabelled = (before: string): boolean => /[\p{L}.]\s?[:.]?\s?$/u.test(before);

/** Nothing that is counted follows: the clause ends, or goes on with a word that joins. */
function endsClause(plain: string, end: number): boolean {
  const after = plain.slice(end, end + 24);
  return (
    /^\s*(?:$|[).,;:!?"»\]\n|/-])/u.test(after) ||
    /^\s(?:(?:ou|or|oder|o|of|et|and|und|en|e|y|pour|for|für|per|para|voor|si|if|wenn|falls|se|als|to|um|afin|from|depuis|aus|von|van|da|desde|at|on|in|any|24|when|now|immediately|sofort|dès|en cas|directly|direct|appel|gratuit|gebührenfrei|kostenlos|gratis|bellen|wählen|anrufen|rufen|an|werk|puis|then|tapez|avant|before|or ask|s['’]il|de|du|des|en|the|is|est|ist)\b|\p{Lu})/iu.test(
      after,
    )
  );
}
