import type { FoundNumber } from "@twp/shared/dialling/find.ts";

/** What a field says of itself, in the page's words. */
export type FieldFacts = Readonly<{
  /** `textarea`, `editable`, or the type of an input. */
  type: string;
  autocomplete: string;
  /** Its name, id, label and hint, together. */
  words: string;
  /** What is written there is not shown. */
  isMasked: boolean;
}>;

const types: ReadonlySet<string> = new Set(["text", "search", "tel", "textarea", "editable"]);

/** What a browser fills in there is a secret (HTML standard, "autofill detail tokens"). */
const secretTokens = /(?:^|\s)(?:cc-[\w-]+|one-time-code|(?:new|current)-password|transaction-[\w-]+)(?:\s|$)/iu;

/** The same in the words of those who build pages, in three languages; between no other letters. */
const secretWords =
  /(?<!\p{L})(?:otp|totp|[mt]an|pin|[m2]fa|code|token|secret|cvv2?|cvc2?|csc|iban|bic|ssn|card|carte|karte|kredit|cc|passw\p{L}*|passcode|passphrase|passe|kennwort|geheim\p{L}*|verif\p{L}*|vérif\p{L}*|security)(?!\p{L})/iu;

/** Fields whose words are joined to others: `cardNumber`, `kreditkarte`. */
const joinedSecrets =
  /card.?num|credit.?card|kreditkart|cartebancaire|kontonummer|numerodecarte|verification|onetime|one.time/iu;

/** May a number in that field be read, once the user is in it? A secret never is, nor what may be one. */
export function mayReadField({ type, autocomplete, words, isMasked }: FieldFacts): boolean {
  if (isMasked || !types.has(type) || secretTokens.test(autocomplete)) return false;
  return !secretWords.test(words) && !joinedSecrets.test(words);
}

type Placed = Pick<FoundNumber, "start" | "end">;

/** Of the numbers of a field: the one that the caret is in or beside, else the only one. */
export function numberAtCaret<N extends Placed>(numbers: readonly N[], caret: number): N | undefined {
  const touched = numbers.find(({ start, end }) => start <= caret && caret <= end + 1);
  return touched ?? (numbers.length === 1 ? numbers[0] : undefined);
}

/** As much of a long text on each side of the caret as a number and the words around it take, in letters. */
const around = 160;

/** The part of a field's text around the caret, and the caret's place in it. */
export function partAround(text: string, caret: number): Readonly<{ text: string; caret: number }> {
  const from = Math.max(0, caret - around);
  return { text: text.slice(from, caret + around), caret: caret - from };
}
