import type { Head } from "./columns.ts";
import { endsClause } from "./clause.ts";
import { goesOnDialling, isBehindDesk, isListed, isReachedAt, isToBeDialled } from "./dialled-within.ts";
import { answered } from "./introduction.ts";
import { isLocal, isNextSaid, isSaidInternal } from "./internal-said.ts";
import { labelBefore, type Label } from "./label.ts";
import { isLinked } from "./objections.ts";
import type { Why } from "./reasons.ts";
import { isHousesNumber, isRoomsNumber } from "./rooms.ts";
import { isBeforeService, isBehindService, namesCost } from "./services.ts";
import { isEmergencyNumber, isShortNumber } from "./short-numbers.ts";
import { wordClass } from "./words.ts";

/**
 * What is known of the text and of the user's telephone system.
 * - `previous`: the number found last
 */
export type ShortSetting = Readonly<{
  plain: string;
  country: string;
  internalLengths: readonly number[];
  head: (place: number) => Head | undefined;
  isDirectory: () => boolean;
  isHouse: () => boolean;
  previous: Readonly<{ end: number; number: string; kind?: string }> | undefined;
}>;

/** Digits that may be a short number; `service`: the country dials them. */
export type Place = Readonly<{ start: number; end: number; number: string; service: boolean }>;

const emergency =
  /(?:police|pompiers|samu|secours|gendarmerie|polizei|feuerwehr|rettung|fire|ambulance|carabinieri|polizia|vigili del fuoco|polic[ií]a|bomberos|guardia civil|politie|brandweer|urgences?|urg[eè]ncies|urgencias|emergency|emerg[eè]ncies|notruf|emergenza|emergencias|bombers|ambul[aà]nci[ae]s?|spoed|nood|levensbedreigend|levensgevaar|lebensgefahr)(?:s?dienst|notruf|wache| [\p{L} ]{1,12})?[^\p{L}\p{N}\n]{0,4}$/iu;

/** Words of need, of services that have a short number, and for a number itself; a colon, a dash or an article then comes before it. */
const help =
  /(?:urg[eè]n|emerg|notf|notruf|incendi|feu|fire|feuer|brand|violen|crisis|crise|suicid|lifeline|helpline|hotline|samarit|m[eé]dec|medic|[aä]rzt|arts|apothe|pharmac|farmac|gift|poison|vét[eé]rin|hilfe|help|aide|sos|nood|soccorso|salvamento|esperanza|info|auskunft|behörden|bürger|police|poli[zc]|pompier|samu|numéro|numero|número|nummer|number)[^.!?\n]{0,28}(?:\? ?)?$/iu;
const announced = /(?:[:,?–-] ?|(?<!\p{L})(?:le|il|el|die|the|au|al|den|der|ou|oder|or|o|of|unico|unique|único) )$/iu;

/** Why the words around make a short number of these digits; nothing where they do not. */
export function whyShort(place: Place, setting: ShortSetting): Why | undefined {
  const { start, end, number } = place;
  const before = setting.plain.slice(Math.max(0, start - 40), start);
  if (isLinked(setting.plain, start, end)) return "link";
  const column = setting.head(start);
  if (column === "phone" || column === "internal") {
    const long = number.length > (column === "phone" ? 2 : 1);
    return long && number.length <= 6 && isCell(setting.plain, place) ? "column" : undefined;
  }
  if (column === "other" || column === "fax") return undefined;
  const why = whySaid(before, place, setting);
  return why === undefined || isRoomsNumber(before) || isHousesNumber(setting.plain, start, end) ? undefined : why;
}

const x = /(?<![\p{L}\p{N}])x$/iu;
/** `Kim at x4471`, `Sec. office rm 212, x3310`, `Ann Lee, x4471` */
const reachedAtX =
  /(?:(?:\p{Lu}\p{Ll}+|(?<!\p{L})(?:me|us|him|her|them)) (?:at|on) |(?:(?<!\p{L})(?:rm|room|office|desk|bldg)\.? \w{1,5}|\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+), ?)x$/u;

function isPost(before: string, number: string, { plain }: ShortSetting): boolean {
  if (number.length > 3 && number.length < 6 && reachedAtX.test(before)) return true;
  return x.test(before) && /phone|ext|call|dial|tel/iu.test(plain);
}

function whySaid(before: string, place: Place, setting: ShortSetting): Why | undefined {
  const { start, end, number, service } = place;
  if (
    service &&
    setting.isDirectory() &&
    entry.test(before) &&
    endsClause(setting.plain, end) &&
    !isOfId(place, setting)
  )
    return "label-before";
  if (number.length > 2 && isPost(before, number, setting)) return "extension-keyword";
  if (
    service &&
    endsClause(setting.plain, end) &&
    (emergency.test(before) || (inCompany(before, place, setting) && !isTold(place, setting)))
  )
    return "label-before";
  if (isEmergencyNumber(number) && isBeforeHelp(before, place, setting)) return "label-after";
  if (service && (isHelp(before, place, setting) || isOfService(place, setting))) return "label-before";
  if (isInsteadOfWhole(before, place, setting)) return "list";
  if (service && isAnswered(place, setting)) return "call-keyword";
  if (service && number.length > 3 && namesCost(setting.plain, end) && !isTold(place, setting)) return "call-keyword";
  if (service && !weakWord.test(before) && isUrgent(place, setting)) return "call-keyword";
  const led = /[\p{L}:).°] \(?$/u.test(before.slice(-3));
  if (led && isToBeDialled(setting.plain, place)) return "call-keyword";
  if (led && endsClause(setting.plain, end) && isReachedAt(setting.plain, place)) return "call-keyword";
  if (isNextInternal(place, setting) || (led && isListed(setting.plain, start, setting.isHouse))) return "list";
  if (
    number.length > 2 &&
    number.length < 6 &&
    /^ \(?(?:intern|interne|internal)(?!\p{L})/iu.test(setting.plain.slice(end, end + 16))
  )
    return "extension-keyword";
  if (isSaid(place, setting)) return "extension-keyword";
  if (weakWord.test(before)) return undefined;
  const label = labelBefore(setting.plain, start, 2);
  // Numbers of social value are the same all over Europe (decision 2007/116/EC), and nothing else is written so.
  if (
    service &&
    /^(?:116\d{3}|140\d{2,3})$/u.test(number) &&
    /\p{L}[ :]{1,2}$/u.test(before) &&
    (label?.says !== "id" || isBehindService(setting.plain, start))
  )
    return "well-grouped";
  if (label && label.distance < 1) return whyLabelled(label, before, place, setting);
  return service && label?.says === "phone" && label.distance <= 1 && endsClause(setting.plain, end)
    ? "label-before"
    : undefined;
}

/** `Die Durchwahl von Herrn Ott ist jetzt die 318.` */
const isSaid = ({ start, end, number }: Place, { plain, country }: ShortSetting): boolean => {
  if (number.length < 2 || number.length > 6 || /^(?:0|(?:19|20)\d\d$)/u.test(number)) return false;
  const before = plain.slice(Math.max(0, start - 96), start);
  if (!internalWord.test(before) || !endsClause(plain, end)) return false;
  return isSaidInternal(before) || (country === "CA" && number.length > 2 && isLocal(before));
};

const internalWord = /ext|local|durchwahl|nebenst|hausr|hausapp|klappe|intern|poste|anexo|derivat|toestel|doorkies/iu;

/** `Urgences vétérinaires 24h/24 : 3115`, `en cas d'incendie : 18 ou 112`. */
function isHelp(before: string, { start, end, number }: Place, { plain }: ShortSetting): boolean {
  if (!help.test(before) || !announced.test(before) || !endsClause(plain, end)) return false;
  // "The firemen came on the 18." is a day.
  if (number.length < 3 && !/: ?$/u.test(before)) return false;
  const says = labelBefore(plain, start, 2)?.says;
  return says !== "id" && says !== "thing" && says !== "matter";
}

/** `le 115 ne répond pas`, `il 187 vi risponde?`, `j'ai fait le 3900` */
function isAnswered({ start, end, number }: Place, { plain }: ShortSetting): boolean {
  const before = plain.slice(Math.max(0, start - 24), start);
  if (!/(?<!\p{L})(?:le|il|el|al|die|the|de|het) $/iu.test(before) || number.length < 3) return false;
  if (called.test(before)) return endsClause(plain, end);
  return answered.test(plain.slice(end, end + 40).replace(/^ (?:vi|mi|ti|ci|vous|me|te|os|nous) /u, " "));
}

const called =
  /(?<!\p{L})(?:fai[ts]|faire|appelé|appeler|composé|tapé|called|dialled|dialed|rang|chiamato|fatto|llamé|llamado|marcado|marqué) (?:le|il|al|the) $/iu;

const helpers =
  /^ ?[:=–-]? ?(?:ambulan(?:ce|z|za|cia)|brandweer|politie|police|polizei|feuerwehr|rettung(?:sdienst)?|notarzt|notruf|pompiers|samu|secours|fire(?: brigade| service)?|bomber[os]s?|polic[ií]a|carabinieri|vigili(?: del fuoco)?|urg[eè]nc(?:es?|ias|ies)|emerg[a-zè]{3,5})(?=\s*(?:$|[·|;,•/&\n(–-]))/iu;

/** At the beginning of a piece of the line, with who comes then behind it: `112 ambulance & brandweer · 101 politie`. */
const isBeforeHelp = (before: string, { end }: Place, { plain }: ShortSetting): boolean =>
  /(?:^|[\n\t·|;•/]) ?$/u.test(before) && helpers.test(plain.slice(end, end + 28));

/** Does a word say what else they are? */
function isTold({ start }: Place, { plain }: ShortSetting): boolean {
  const says = labelBefore(plain, start, 2)?.says;
  return says === "id" || says === "thing" || says === "matter";
}

const isOfId = ({ start }: Place, { plain }: ShortSetting): boolean => labelBefore(plain, start, 2)?.says === "id";

/** Behind a colon or a verb for calling, and a whole number may be called instead: `Questions: 311 or 519-555-0100`. */
function isInsteadOfWhole(before: string, place: Place, setting: ShortSetting): boolean {
  const { end, number, service } = place;
  if (number.length < 3 || !(service || setting.internalLengths.includes(number.length))) return false;
  if (!orWhole.test(setting.plain.slice(end, end + 48)) || !(service ? leading : used).test(before)) return false;
  return !isYear(number) && !isTold(place, setting);
}
const used =
  /(?<!\p{L})(?:utilise[rz]?|prene[zr]|use|usa(?:re|te)?|usen?|nutz(?:en|t)|gebruik) (?:(?:sie|u) )?(?:le|il|el|la|die|the|het|de) $/iu;
const leading = /(?:\p{L} ?:|(?<!\p{L})(?:call|dial|at|appele[rz]|compose[rz]|au|bel|unter|al|chiamare|llame)) $/iu;
const orWhole =
  /^ ?(?:,|\/|or|ou|oder|od\.|o|of|bzw\.) ?(?:(?:at|au|le|the|die|al|el|op|unter) )?(?:(?:portable|mobile|cell|gsm|fixe|handy|cellulare|móvil) )?\+?\(?\d(?:[ .()/-]{0,2}\d){8}/iu;

/** `Dargebotene Hand: 143`, `línea 016 contra la violencia`. */
function isOfService(place: Place, setting: ShortSetting): boolean {
  const { start, end, number } = place;
  const { plain } = setting;
  if (number.length < 3 || isTold(place, setting)) return false;
  if (isBeforeService(plain, start, end)) return true;
  return isBehindService(plain, start) && (endsClause(plain, end) || namesCost(plain, end));
}

const callBehind =
  /^(?: (?:ou|or|oder|o|of|et|and|und) \d{2,3})? (?:anrufen|wählen|rufen|bellen|anwählen|verständigen|chiamare|appeler|marcar|draaien)(?!\p{L})/iu;

/** `die 110 oder die Wache in Fürth (0911 …) rufen`: the verb stands at the end for both. */
const calledAtEnd = /^ (?:oder|und|of|en) [^.!?\n]{2,60} (?:anrufen|wählen|rufen|bellen)(?=[.,!)\n]|$)/u;

/** An emergency number in a clause about calling: `Wähle in Notfällen immer die 112`. */
function isUrgent({ start, end, number }: Place, { plain }: ShortSetting): boolean {
  if (!isEmergencyNumber(number)) return false;
  if (callBehind.test(plain.slice(end, end + 28))) return true;
  if (
    /(?<!\p{L})(?:die|de|het) $/iu.test(plain.slice(Math.max(0, start - 5), start)) &&
    calledAtEnd.test(plain.slice(end, end + 80))
  )
    return true;
  if (!/\p{L} $/u.test(plain.slice(Math.max(0, start - 2), start))) return false;
  const says = labelBefore(plain, start, 4)?.says;
  return says === "call" || (says === "phone" && endsClause(plain, end));
}

/** A place of the house is to be told, too: `bei Brand 112 wählen, dann Werkschutz (4444)`. */
const isNextDesk = (
  { start, end, number }: Pick<Place, "start" | "end" | "number">,
  { plain, previous }: Pick<ShortSetting, "plain" | "previous">,
): boolean =>
  number.length > 2 &&
  number.length < 7 &&
  !isYear(number) &&
  previous !== undefined &&
  start >= previous.end &&
  start - previous.end < 64 &&
  isBehindDesk(plain, start) &&
  endsClause(plain, end);

/** As long as the internal number a few words before it: `l'interno 514 se il 513 è occupato`. */
function isNextInternal({ start, end, number }: Place, { plain, previous }: ShortSetting): boolean {
  if (/^(?:internal|service)$/u.test(previous?.kind ?? "") && isNextDesk({ start, end, number }, { plain, previous }))
    return true;
  if (previous?.kind !== "internal" || previous.number.length !== number.length || isYear(number)) return false;
  if (start < previous.end || start - previous.end > 80) return false;
  const between = plain.slice(previous.end, start);
  if (/[.!?\n]./u.test(between) || /^(?:id|thing|matter)$/u.test(labelBefore(plain, start, 1)?.says ?? ""))
    return false;
  if (goesOnDialling(plain, previous.end, { start, end, number })) return true;
  if (isNextSaid(between) && endsClause(plain, end)) return true;
  if (/^ \([\p{L} ]{2,24}\) (?:ou|or|oder|o|of|et|and|und|e|y|en) $/iu.test(between)) return true;
  if (number.length < 3) return false;
  if (
    number[0] === previous.number[0] &&
    /^(?: \([\p{L} ]{2,24}\))? ?[|,;·/] ?(?:(?:\p{L}{2,20}|\d{1,2}(?: ?h)?)[.:,]? ){0,5}$/u.test(between)
  )
    return true;
  if (instead.test(between) && endsClause(plain, end)) return true;
  return /^(?:,| ?[/&]|[ ,]+(?:se|si|ou|or|oder|o|of|et|and|und|e|y|en|wenn|if|à|bis|to|tot|al?|t\/m|hasta)) (?:il |la |le |el |die |the |de )?$/iu.test(
    between,
  );
}

/** `…, nicht mehr unter der 312`, `…, et non plus le 4010`. */
const instead =
  /^,? (?:(?:und|et|and|y|e|en|but|aber) )?(?:not|no|nicht|pas|plus|non|niet|n['’]est|statt|instead of|au lieu du|en lugar del|in plaats van|invece del?)(?: (?:longer|mehr|pi[uù]|plus|meer|más|any ?more))?(?: (?:on|at|unter|au|auf|al|allo|op|en el))?(?: (?:the|der|die|het|de|il|el|le))? $/iu;

const entry = /(?:\p{L}{3} ?: ?|\p{L}{4} |(?<!\p{L})\p{Lu}\p{L}{2} )$/u;
const entries = /(\p{L}{3,}) ?:? (\d{2,3}(?: \d{2,3})?|\d{4,6})(?=\s*(?:$|[.;,|)(·–-]))/gu;

/** Does the text list services and their short numbers, each behind its name? */
export function isDirectory(plain: string, country: string): boolean {
  let count = 0;
  for (const [, name = "", number = ""] of plain.matchAll(entries))
    if (isShortNumber(number.replace(" ", ""), country) && !/^(?:id|thing|matter)$/u.test(wordClass(name) ?? ""))
      count += 1;
  return count > 1;
}

/** Other numbers to call stand shortly before it in the line, each with its name: `Polizei 110 | Feuerwehr 112`. */
function inCompany(before: string, { start, number }: Place, { plain, previous }: ShortSetting): boolean {
  if (previous === undefined || start < previous.end || start - previous.end > 48) return false;
  const between = plain.slice(previous.end, start);
  if (/^(?:, ?| (?:ou|or|oder|o|of|et|and|und|e|y|en) )(?:le |il |el |die |de )?$/iu.test(between)) return true;
  if (between.includes("\n") || /\d/u.test(between)) return false;
  return previous.kind === "service" || /:\s?$/u.test(before) || (number.startsWith("116") && /\p{L}\s$/u.test(before));
}

/** Nothing else stands in its cell. */
const isCell = (plain: string, { start, end }: Place): boolean =>
  /(?:^|[\n\t|;,]| {2})[ "'-]{0,3}$/u.test(plain.slice(Math.max(0, start - 4), start)) &&
  /^[ "']{0,3}(?:$|[\n\t|;,]| {2})/u.test(plain.slice(end, end + 4));

/** Places that have a telephone, and lines of buses too. */
const weakWord = /(?:bureau|büro|office|kantoor|ufficio|oficina|casa|ligne|lines|linea|línea|lijn) ?$/iu;

const telephone = /(?<!\p{L})(?:t[eéè]l\p{L}{0,8}|phone|fon)\s?[.:]?\s?:?\s?(?:\p{L}{3,16} )?$/iu;
const numberWord = /(?:nummer|number|num[ée]ro|número)\s?:?\s?$/iu;

function whyLabelled(
  label: Label,
  before: string,
  { end, number, service }: Place,
  setting: ShortSetting,
): Why | undefined {
  const ends = endsClause(setting.plain, end);
  const plausible = !isYear(number) && (isMiddling(number) || setting.internalLengths.includes(number.length));
  switch (label.says) {
    case "internal":
      return number.length <= 6 && !number.startsWith("0") ? "extension-keyword" : undefined;
    case "call":
      return (service && (ends || number.length > 2)) || (ends && (plausible || isFinal(setting.plain, end, number)))
        ? "call-keyword"
        : undefined;
    case "phone":
      if (service && ends && /\p{L}{2}[.:]? ?:? ?$/u.test(before)) return "label-before";
      return telephone.test(before) && ends && plausible ? "label-before" : undefined;
    case "fax":
    case "id":
    case "number":
    case "thing":
    case "matter":
      return service && ends && numberWord.test(before) ? "label-before" : undefined;
  }
}

/** The clause's last word; what begins with a zero is dialled before something else. */
const isFinal = (plain: string, end: number, number: string): boolean =>
  !number.startsWith("0") && number.length < 7 && /^(?:[.!\n]|$)/u.test(plain.slice(end, end + 1));

const isMiddling = (number: string): boolean => number.length >= 3 && number.length <= 6;
const isYear = (number: string): boolean => /^(?:19|20)\d\d$/u.test(number);
