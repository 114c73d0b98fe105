/**
 * An internal number whose word stands some words off: a verb or a colon comes between, and says what somebody's is. `before` ends where the
 * digits begin.
 */

/** Of these one is somebody's, and the verb tells which. */
const words =
  "extension|ext\\.?|extn|durchwahl|nebenstelle|haus(?:ruf)?nebenstelle|hausruf(?:nummer)?|hausapparat|klappe|interne? (?:nummer|rufnummer|telefonnummer)|interne|num[ée]ro (?:d[e’'] ?poste|interne)|poste|extensi[óo]n|anexo|(?<=(?:l['’]|mio |tuo |suo |nostro |il numero |un ))interno|derivato|toestel(?:nummer)?|doorkies(?:nummer)?|internal number";
const verbs =
  "is|will be|becomes|remains|stays|was|['’]s|ist|lautet|bleibt|wird|war|heißt|est|sera|devient|reste|était|è|sarà|diventa|resta|rimane|es|será|sigue siendo|pasa a ser|era|blijft|wordt";
const still =
  "now|still|jetzt|nun|nunmehr|neu|ab sofort|künftig|weiterhin|wieder|désormais|maintenant|dorénavant|toujours|le même|ora|adesso|sempre|ahora|nu|nog steeds|voortaan|simply|just|einfach";
const article = "the|die|der|das|le|il|el|de|het|la|number|nummer";

const verb = new RegExp(
  `(?<!\\p{L})(${words})(?: [^.;:!?\\n\\d]{1,40})?(?: |(?=['’]))(?:${verbs})(?:,? (?:${still}))?( (?:${article}))? $`,
  "iu",
);

/** `Durchwahl der Buchhaltung: 33`; a post to fill, or one of a budget, is no telephone. */
const colon = new RegExp(
  `(?<!\\p{L})(${words}) (?:von|der|des|vom|for|of|in|pour|de|du|di|dell[ao]?|del|per|para|van|voor|de (?:la|los))[ '’][^.;:!?\\n\\d]{1,32} ?: $`,
  "iu",
);

/** In French and Dutch, a post and a machine have the same word: there an article, or somebody's title, makes it a telephone's. */
const ambiguous = /^(?:poste|toestel|interne)$/iu;
const somebody =
  /(?<!\p{L})(?:m|mr|mme|mlle|me|dr|dhr|mw|mevr|mevrouw|meneer|herr|frau)\.? \p{L}|(?<!\p{L})toestel van |(?<!\p{L})(?:mon|son|notre|mijn|zijn|haar|ons|mein|meine|unser) (?:nouveau |nieuwe? )?(?:poste|toestel|intern\p{L}*)/iu;

/** Does the text before digits say that they are somebody's within the house? */
export function isSaidInternal(before: string): boolean {
  // "Est de" and "es de" say how much there is.
  if (/(?<!\p{L})est? de $/iu.test(before)) return false;
  const told = verb.exec(before);
  if (told !== null) return !ambiguous.test(told[1] ?? "") || told[2] !== undefined || somebody.test(before);
  const listed = colon.exec(before);
  return listed !== null && (!ambiguous.test(listed[1] ?? "") || somebody.test(before));
}

/** In Canada a local is an extension; with a name before it, or a capital, it is a trade union's. */
export const isLocal = (before: string): boolean =>
  /(?<!\p{L})(?:at|on|to|is|dial|call|ring|use|my|his|her|their|our|your|or|and|try|reach|desk|via|through)[,:]? local:? $/u.test(
    before,
  );

const next =
  /^(?:[,;]| -)? ?(?:(?:and|und|et|y|e|en|but|aber|mais) )?(?:la d|el d|l[oa]s d|die (?:von|der|des|vom|van)|dat van|der|that of|for|für|pour|per|para|voor|celui d|celle d|quell[oa] d)(?!\d)[^.!?\n\d]{1,44}[ ,:]$/iu;

/** Goes it on to somebody else's: `…; la de Compras, 218`, `quello delle vendite 246`? */
export const isNextSaid = (between: string): boolean => next.test(between);
