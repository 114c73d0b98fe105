import { surnameEnd, wordClass } from "./words.ts";

/**
 * A line or a cell that has nothing but somebody's name and digits: an entry of an address book. Where numbers begin with no zero, nothing
 * else tells such digits from an order's; beside what is ordered stands what it is.
 */

const piece = /(?:^|[\n\t|;·•])([^\n\t|;·•]*)$/u;

/** A name in capitals and small letters, an initial, a sign for fun. */
const word =
  /^(?:\p{Lu}\p{Ll}[\p{L}\p{M}]*(?:['’-]\p{L}+)*|(?:\p{Lu}['’]|Mc|Mac|De|Le)\p{Lu}\p{Ll}+|\p{Lu}\p{Lu}?\.?|(?:[\u{1F000}-\u{1FAFF}\u2600-\u27BF]|\u200D|\uFE0F)+)$/u;

/** What joins names, and the form of a firm. */
const joint =
  /^(?:de|del|della|di|da|dos|van|von|vom|zu|der|den|ten|ter|la|le|el|al|bin|y|e|i|et|und|and|of|the|&|\+|(?:llc|inc|ltd|corp|co|gmbh|ag|kg|ohg|ug|e\.?k|sa|sas|sarl|srl|sl|spa|snc|bv|nv|vof|plc|pllc|pc|cie|enr|lt[ée]e|md|dds|dvm|esq|jr|sr|cpa)\.?)$/iu;
const capital = /^\p{Lu}/u;

/** Somebody who has no name there. */
const relative =
  /^(?:mom|mum|mama|mamma|mam[áa]|maman|mutti|dad|daddy|papa|pap[áa]|babbo|vati|grandma|grandpa|granny|nana|nonn[oa]|oma|opa|abuel[oa]|m[ée]m[ée]|p[ée]p[ée]|sis|bro)$/iu;

/** Who brings parcels writes as long numbers, and what has a colour or a size is bought. */
const goods =
  /^(?:dhl|ups|usps|fedex|purolator|canpar|ontrac|gls|dpd|tnt|seur|correos|mrw|nacex|brt|sda|hermes|postnl|bpost|black|white|red|blue|green|grey|gray|silver|gold|small|medium|large|negro|blanco|rojo|azul|verde|gris|nero|bianco|rosso|blu|noir|blanc|rouge|bleu|schwarz|weiss|rot|blau|kit|pack|box|set|pcs|size|widget|toner|filter|cable|debit|credit|ground|express|standard|priority|zoom|webex|meeting|webinar|locker|badge)$/iu;

const behindIt = /^(?:$|[\n\t]| ?[|;,(·•]| [–—-] |[.!]?$)/u;

/** Do the digits between these two pieces of a text end such an entry? */
export function endsContact(before: string, behind: string): boolean {
  if (!behindIt.test(behind)) return false;
  const name =
    piece
      .exec(before)?.[1]
      ?.replace(/ ?[:,–—-]? \(?$/u, "")
      // As a chat that is kept says when: `[30/11/26, 21:15] Nonna: 328…`.
      .replace(/^\[[\d/.:, -]{8,24}\] ?/u, "")
      .replace(/^[ "'*-]+/u, "") ?? "";
  const words = name.split(/,? /u);
  if (name === "" || words.length > 5 || !words.every(isOfName)) return false;
  const names = words.filter((each) => capital.test(each) && /\p{Ll}/u.test(each));
  return words.length > 1 ? names.length > 0 && capital.test(words[0] ?? "") : relative.test(name);
}

function isOfName(each: string): boolean {
  if (joint.test(each)) return true;
  if (!word.test(each) || goods.test(each)) return false;
  const says = surnameEnd.test(each) ? undefined : wordClass(each);
  return says === undefined || says === "filler" || says === "phone" || says === "call";
}

/** Somebody takes leave, or says who it is: `Thanks, Rosa 303…`, `hi, its Rosa 303…`. */
const selfNamed =
  /(?<!\p{L})(?:thanks|thx|thank you|regards|cheers|best|merci|cordialement|danke|gr(?:u|ü)(?:ss|ß)e?|lg|vg|gracias|saludos|grazie|saluti|groet(?:en|jes)?|bedankt|it['’]?s|this is|my name is|name['’]?s|hier ist|mein name ist|c['’]est|je m['’]appelle|me llamo|soy|mi chiamo|sono|ik ben|met)[,!.]? (\p{Lu}\p{Ll}+)(?: (\p{Lu}\p{Ll}+))?[,:]? (?:at )?$/iu;

/** Has the one who writes given a name directly before the digits? */
export function isSelfNamed(before: string): boolean {
  const [, first = "", second] = selfNamed.exec(before) ?? [];
  if (!capital.test(first) || !/^.\p{Ll}/u.test(first)) return false;
  return [first, second].every((name) => name === undefined || (capital.test(name) && wordClass(name) === undefined));
}
