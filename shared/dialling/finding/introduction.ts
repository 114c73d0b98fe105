import { endsContact, isSelfNamed } from "./contact-line.ts";
import { wordClass } from "./words.ts";

const article =
  /(?<!\p{L})(?:au|le|el|al|allo|lo|il|die|der|unter|auf|über|op|onder|via|naar|on|at|the|is|est|ist|c'est|ou|or|oder|still|toujours|nog steeds|ancora) $/iu;

/** A person's number is a telephone's. */
const own =
  /(?<!\p{L})(?:my|his|her|their|our|your|meine?|seine?|ihre?|deine?|unsere?|mon|ton|son|notre|votre|mijn|zijn|haar|ons|mio|tuo|suo|nostro|mi|tu|su|nuestro)(?: \p{L}{3,12})?(?: number| ?#| nummer| nr\.?| num[ée]ro| número)(?: is| ist| est| è| es| ?:| =)? $/iu;

/** Somebody asks who called. */
const whose =
  /(?<!\p{L})(?:who(?:se)?|any(?:one|body)|wem|wer|kennt|qui|c['’]?(?:est )? ?quoi|was ist|what(?:['’]?s| is)|cos['’]è|qu[eé] es|wat is|conna[iî]t|chi|qui[eé]n|wie|kent|ken)(?!\p{L})[^.!?\n\d]{0,28} $/iu;

/** Something is offered or sought, and what ends the line is whom to call. */
const offered =
  /(?<!\p{L})(?:for sale|for rent|to let|wanted|lost (?:cat|dog|pet)|obo|ono|reward|vends?|à vendre|à louer|loue|cherche|perdu|verk(?:aufe|\.)|zu verkaufen|vermiete|zu vermieten|suche|biete|te koop|te huur|gezocht|gevonden|vendo|vendesi|affitto|affittasi|cerco|se vende|se alquila|alquilo|busco|regalo)(?!\p{L})[^\n]{0,44}(?:[,;:–-]|\p{L}{3,}) $/iu;

/** Somebody is there: `I'm at …`, `erreichst mich unter …`, `hit me up …`. */
const reached =
  /(?<!\p{L})(?:i['’]?m|i am|we['’]?re|we are|me|us|him|her|them|mich|uns|ihn|sie|nous|lui|mij|ons|mi|ci|nos|still)(?: (?:always|also|now|still|jetzt|auch|nu|ora))? (?:at|on|up|got|have|unter|auf|op|al|au|sur)(?: the)? $/iu;

/** As a list of calls says which way one went. */
const directed =
  /(?<!\p{L})(?:incoming|outgoing|inbound|outbound|missed|IN|OUT|eingehend|ausgehend|verpasst|entgangen|entrant|sortant|manqu[ée]|entrante|saliente|perdida|uscente|persa|inkomend|uitgaand|gemist)(?: ?:| from| to| von| an| de| da| van)? $/u;

/** A sign for it: `Mr. Tate @ 404…`. */
const reachedAt = /\p{L}\)? @ $/u;

const titled =
  /(?<!\p{L})(?:mr|mrs|ms|miss|dr|herr|hr|frau|fr|familie|fam|m|mme|mlle|me|dhr|mw|mevr|mevrouw|meneer|sig|sig\.?ra|sra?|d|dña|doña|don|coach|pastor|rev|prof|nurse|officer|sgt|capt|uncle|aunt(?:ie)?|onkel|tante|oncle|t[íi][oa]|zi[oa]|schwester|padre)\.? (?:\p{L}[\p{L}.'’-]*,? ){1,2}\(?$/iu;

/** Behind them somebody is asked to call, or they are said to be a telephone's. */
const asked =
  /^[,.]? ?(?:(?:please|pls|just|so|simply|and|bitte|einfach|dann|merci de|svp|gewoon|even|por favor|per favore) )?(?:call|text|ring|phone|ask for|demander|preguntar|preguntad|chiedere|chiedi|vraag naar|ruf|appelle|appelez|rappelle|rappelez|bel|app|chiama|richiama|llama|llámame|chiamami)(?!\p{L})/iu;
const wanted =
  /^,? (?:if (?:you|u|anything)|all day|any ?time|si (?:besoin|jamais|tu|vous|necesit)|falls|wenn was|als je|als er|se (?:ti )?serve|toute la journée|den ganzen tag|jederzeit|tutto il giorno|todo el día|de hele dag|after \d|before \d|nach \d|vor \d|après \d|avant \d|na \d|dopo le|a partir de)/iu;
const said =
  /^ (?:as|is|ist|est|is|es|è) (?:my|our|the|his|her|meine?|unsere?|mon|notre|mijn|ons|mi|il mio)(?: \p{L}{3,10})? (?:cell|number|phone|mobile|nummer|handy|numéro|portable|numero|número|móvil|cellulare|gsm)/iu;

/** What only a telephone does, or is good for: `303… worked, got a human`, `450…, pas de texto`, `0199… ne répond pas`. */
export const answered =
  /^[,;]? ?[(-]? ?(?:(?:\p{L}+['’]?t? |n['’]){0,2}(?:work(?:s|ed)|rings?|rang|answer(?:s|ed)?|pick(?:s|ed) up|disconnected|r[ée]pond(?:u|s)?|d[ée]croche|occup[ée]|besetzt|funktioniert|occupato|risponde|contesta|comunica|bezet)|(?:geht|nimmt|neemt) [^.!?\n]{0,24}(?:ran|dran|ab|op)|(?:no|pas de|keine?|geen|sin|nur|only|solo|text) (?:text|sms|call|appel|anruf|whatsapp|llamada|chiamat|only)\p{L}*)(?!\p{L})/iu;

/** A name directly before digits: `Driver Lee 07400 123990`. */
export function named(before: string): number {
  const name = lastWord.exec(before)?.[1];
  return name !== undefined && wordClass(name) === undefined && isName(name) ? 0.5 : 0;
}

/**
 * What the words directly around digits in one run come to, where no label stands there: a name, a colon behind a word that says nothing
 * (`Conseiller : 0199006140`), the article or preposition of a number that is called (`jai que le 0899701234`), somebody who is reached at
 * them, or a request to call. What is ordered or paid has its noun there.
 */
export function aroundRun(before: string, behind: string, mobile: boolean): number {
  if (isInRowOf(before, behind)) return 1.5;
  // At the edge of a line or a cell nothing is said before them.
  if (!/[^\s|;"(] ?\(?$/u.test(before)) return following(behind);
  if (isOffer(before, behind) || (/^ ?\?/u.test(behind) && whose.test(before))) return 1.5;
  if (isSender(before, behind) || isPersons(before, behind) || endsContact(before, behind) || isSelfNamed(before))
    return 1.5;
  return leading(before) + following(behind) + (mobile && isItem(before, behind) ? 0.5 : 0);
}

/** Which of somebody's telephones it is. */
const sort =
  /(?<!\p{L})(?:work|main|day|night|other|pro|travail|trabajo|particular|lavoro|zakelijk|algemeen|andere|autre) ?: $/iu;

const lastWord = /(\p{L}{3,})(\)?[:,]?| ?:) \(?$/u;
const isName = (word: string): boolean => /^\p{Lu}\p{Ll}/u.test(word);

const isOffer = (before: string, behind: string): boolean =>
  /^(?:$|\n|[.!] ?$| ?\()/u.test(behind) && offered.test(before);

/** Nothing but a person's name is with it in brackets: `the manager (Dave 917…)`. */
const isPersons = (before: string, behind: string): boolean => {
  const name = behind.startsWith(")") && /\((\p{Lu}\p{Ll}{1,12}) $/u.exec(before)?.[1];
  return name !== undefined && name !== false && wordClass(name) === undefined;
};

const row = /[|\t] ?\d{10}(?!\d)/u;

/** In a table of several rows the cell before holds nothing but somebody's name: `Kay Lee | 415…`. */
const isInRowOf = (before: string, behind: string): boolean => {
  const cell = /(?:^|[|\t\n]) ?([^|\t\n\d]{3,40}?) ?[|\t] ?$/u.exec(before)?.[1];
  return (
    cell !== undefined &&
    (row.test(before) || row.test(behind)) &&
    /^ ?(?:$|[|\t\n])/u.test(behind) &&
    endsContact(`${cell} `, "")
  );
};

/** `Fwd: from 415…: running late` */
const isSender = (before: string, behind: string): boolean => /^ ?: /u.test(behind) && messageFrom.test(before);

const messageFrom =
  /(?<!\p{L})(?:fwd|text|msg|message|sms|voicemail|nachricht|bericht|messaggio|mensaje)(?!\p{L})[^\n\d]{0,16}(?:from|von|de|da|van) $|^fwd: from $/iu;

function leading(line: string): number {
  // Further away nothing of this is said, and each letter costs.
  const before = line.slice(-36);
  if (article.test(before.slice(-12))) return reached.test(before) || own.test(before) ? 1.5 : 1;
  if (reachedAt.test(before.slice(-6)) || directed.test(before.slice(-24))) return 1.5;
  if (sort.test(before.slice(-16)) || reached.test(before) || own.test(before)) return 1.5;
  if (/\p{Lu}\S* \(?$/u.test(before) && titled.test(before)) return 1.5;
  const [, word, mark] = lastWord.exec(before) ?? [];
  if (word === undefined || wordClass(word) !== undefined) return 0;
  return (isName(word) ? 0.5 : 0) + (mark?.includes(":") ? 0.5 : 0);
}

const following = (behind: string): number =>
  said.test(behind) || answered.test(behind) ? 1.5 : asked.test(behind) ? 1 : wanted.test(behind) ? 0.5 : 0;

/** Commas or dashes part them from the rest of an advertisement. */
const isItem = (before: string, behind: string): boolean =>
  /[,;–-] $/u.test(before) && /^(?:$| ?[(,;.–-])/u.test(behind);
