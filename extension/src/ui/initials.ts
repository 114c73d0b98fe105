/** The first letters of the first and last word; numbers have none. */
export function initials(name: string): string {
  const words = name.match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? [];
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  if (first === undefined) return "?";
  return [first, last ?? ""].map((word) => word.slice(0, 1).toLocaleUpperCase()).join("");
}

const faces = 6;

/** One of the avatar colours from 1 on, always the same for the same name; the last is for those without a name. */
export function face(name: string): number {
  if (!/\p{L}/u.test(name)) return faces;
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65521;
  return 1 + (sum % (faces - 1));
}
