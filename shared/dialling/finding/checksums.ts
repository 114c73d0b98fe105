/** Luhn's sum, of cards and of French companies (SIREN, SIRET). */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 13616: an account's number with its country and check digits, as written without spaces. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(text)) return false;
  const turned = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const sign of turned.replace(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55)))
    rest = (rest * 10 + Number(sign)) % 97;
  return rest === 1;
}

/** ISBN of ten digits (the eleventh remainder `X` has a letter, and is no run of digits). */
export function isIsbn10(digits: string): boolean {
  return digits.length === 10 && weighed(digits, (at) => 10 - at) % 11 === 0;
}

/** EAN of thirteen digits, and with it ISBN. */
export function isEan13(digits: string): boolean {
  return digits.length === 13 && weighed(digits, (at) => (at % 2 === 0 ? 1 : 3)) % 10 === 0;
}

/** A Belgian enterprise: the last two of its ten digits are 97 less the remainder of the others. */
export function isBelgianEnterprise(digits: string): boolean {
  return /^[01]\d{9}$/u.test(digits) && 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));
}

function weighed(digits: string, weight: (at: number) => number): number {
  return Array.from(digits, (digit, at) => Number(digit) * weight(at)).reduce((sum, each) => sum + each, 0);
}
