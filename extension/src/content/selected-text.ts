import { plainNumber } from "@twp/shared/dialling/plain-digits.ts";

/** No telephone number has fewer digits, or more with all that is dialled around it. */
const [fewest, most] = [2, 20];

/** The number that a selected text may be, as it is read: digits and what is written between them, and nothing else; null for other texts. */
export function numberInSelection(text: string): string | null {
  if (text.length > 64) return null;
  const number = plainNumber(text).replace(/\s+/gu, " ").trim();
  const digits = number.replace(/\D/gu, "").length;
  return digits >= fewest && digits <= most && /^\+?[\d ().,/*#‐–-]+$/u.test(number) ? number : null;
}
