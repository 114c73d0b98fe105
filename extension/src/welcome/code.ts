/** The six digits of `#code=123456`, or nothing. */
export function codeOf(hash: string): string | null {
  return /^#code=(\d{6})$/u.exec(hash)?.[1] ?? null;
}

/** What was typed or pasted, as digits: `419 026` is what the terminal shows. */
export function digitsOf(text: string): string {
  return text.replace(/\D/gu, "").slice(0, 6);
}
