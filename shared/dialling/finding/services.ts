/** Services of one country or another that are called by a short number, as their names begin. */
const names = [
  "sourds|malentendant|geh[öo]rlos|deaf|doven|sord[oi]s?|all[ôo](?= )|enfance (?:en danger|maltrait)|sida info|drogues info|violences? (?:femmes|intra|conj)|samu social|urgences? sociale|m[ée]t[ée]o|opposition|horloge|harc[èe]lement",
  "dargebotene|main tendue|telefono (?:amico|azzurro|rosa)|tox|rega|pro juventute|pannen|patrouill|strassenhilfe|sanit[äa]t|lawinen",
  "rat auf draht|[öo]e?amtc|arb[öo]e?|bergrettung|alpin|gesundheits|[äa]rzte|telefonseelsorge|gasgebrechen|gasnotruf|wasserrettung|samariter|krankentransport|taxi|kummer|sperr|kartensperr",
  "tele-?onthaal|t[ée]l[ée]-?accueil|child ?focus|awel|[ée]coute|anti-?gif|antipoison|card ?stop|zelfmoord|huisarts|wachtdienst|wachtpost|dokter van wacht|m[ée]decin de garde|dieren|slachtoffer|kindertelefoon|luisterlijn|veilig thuis",
  "nhs|out.of.hours|power ?cut|non-?emergenc|geen spoed|childline|samaritans|directory|coastguard|floodline",
  "dig|road conditions|travell?ers?|info-?sant|info-?social|crisis|suicid|lifeline|relay|community services|city services|potholes?|veterans",
  "cruz roja|protecci[óo]n civil|salvamento|violencia|maltrato|conducta suicida|atenci[óo]n ciudadana|infancia|menores|emergencias sanitarias|mossos|ertzaintza",
  "guardia (?:costiera|di finanza|medica)|capitaneria|forestal|(?:anti)?incendi|soccorso|ambulanz|anti-?violenza|antitratta|protezione civile|pubblica utilit|viabilit|carabinieri|polizia",
].join("|");

const before = new RegExp(
  `(?<!\\p{L})(?:${names})(?:[^.!?\\n\\d]{0,28}(?:\\? [^.!?\\n\\d]{0,16})?|[^.!?\\n\\d:]{0,64} ?: ?)$`,
  "iu",
);
const behind = new RegExp(
  `^ (?:pour|for|für|per|para|voor|contra|contre|gegen|tegen|contro|\\()? ?[^.!?\\n\\d]{0,12}(?<!\\p{L})(?:${names}|aide|hilfe|help|sant[ée]|health|social|urgen|emerg|atenci[óo]n)`,
  "iu",
);

/** Words for a line or a number, and articles, behind which a short number may stand before its service: `línea 016 contra la violencia`. */
const line =
  /(?:l[ií]nea|ligne|tel[ée]fono|t[ée]l[ée]phone|num[ée]ro|número|number|nummer|(?<!\p{L})(?:le|al|el|die)) $/iu;

/** What such a call costs, and where from it is made, stands behind no other number. */
const cost =
  /^ ?[(,–-]? ?(?:(?:ohne (?:vor|landesvor|orts)\p{L}+|sans (?:indicatif|pr[ée]fixe)|senza prefisso|sin prefijo|zonder (?:netnummer|kengetal|prefix|zone)\p{L}*|no (?:area|dialling) code|without (?:an? |the )?(?:area|dialling) code)|(?:service|prix) (?:et|d['’]un)|(?:par|per|por|via|by) (?:sms|texto?)|appel (?:gratuit|non|local)|gratuit|gratis|non surtax|kostenlos|kostenfrei|gebührenfrei|free (?:from|of|call)|toll.?free|0,\d\d ?€ ?\/ ?min|depuis (?:un|votre)|vom (?:handy|festnetz|mobil)|from (?:any|your) (?:phone|mobile|landline)|da (?:cellulare|rete fissa)|desde (?:un|tu|su) (?:móvil|fijo)|vanaf (?:je|uw) (?:mobiel|gsm))/iu;

/** Is it said behind these digits what a call costs, or from which telephone it is made? */
export const namesCost = (plain: string, end: number): boolean => cost.test(plain.slice(end, end + 40));

/** Does the text name the service that these digits call? Before them it may be what is counted: `Carabinieri: 112 arresti`. */
export const isBehindService = (plain: string, start: number): boolean =>
  before.test(plain.slice(Math.max(0, start - 80), start));

/** Is their service named behind them, and a word for a line before? */
export const isBeforeService = (plain: string, start: number, end: number): boolean =>
  line.test(plain.slice(Math.max(0, start - 16), start)) && behind.test(plain.slice(end, end + 40));
