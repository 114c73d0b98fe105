const goingOn =
  "ou|or|oder|o|of|et|and|und|en|e|y|pour|for|für|per|para|voor|si|if|wenn|falls|se|als|to|um|afin|from|depuis|aus|von|van|da|desde|at|on|in|any|24|when|now|immediately|sofort|dès|directly|direct|appel|gratuit|gebührenfrei|kostenlos|gratis|bellen|wählen|anrufen|rufen|an|puis|then|tapez|avant|before|ask|s|de|du|des|the|is|est|ist";
const clauseEnd = /^\s*(?:$|[).,;:!?"»\]\n|/·—-])|^\s(?:\p{Lu}|[([])/u;
const clauseGoesOn = new RegExp(`^\\s(?:${goingOn})(?!\\p{L})`, "iu");

/** Nothing that is counted follows: the clause ends, or goes on with a word that joins. */
export function endsClause(plain: string, end: number): boolean {
  const after = plain.slice(end, end + 24);
  return clauseEnd.test(after) || clauseGoesOn.test(after);
}
