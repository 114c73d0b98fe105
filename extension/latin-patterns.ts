import type { Plugin } from "vite";

/** The properties of letters that patterns ask for, as they are in Latin-1 (and the marks beyond it that `plainText` keeps). */
const inLatin: Readonly<Record<string, string>> = {
  L: "A-Za-z\\xaa\\xb5\\xba\\xc0-\\xd6\\xd8-\\xf6\\xf8-\\xff",
  Lu: "A-Z\\xc0-\\xd6\\xd8-\\xde",
  Ll: "a-z\\xb5\\xdf-\\xf6\\xf8-\\xff",
  M: "\\u0300-\\u036f",
  N: "0-9\\xb2\\xb3\\xb9\\xbc-\\xbe",
};

/**
 * The finder's patterns with the letters of Latin-1 in place of all of Unicode. They are applied to plain texts alone, which have no others
 * (`finding/plain-text.ts`); to build the set of all letters takes an engine up to two milliseconds a pattern, on each page anew.
 */
export function latinPatterns(): Plugin {
  return {
    name: "twp:latin-patterns",
    enforce: "pre",
    transform: (code, id) =>
      /\/shared\/dialling\/(?:finding\/(?!plain-text)|may-hold-number)/u.test(id)
        ? withLatinCase(withLatinLetters(code))
        : null,
  };
}

/** Replaces each `\p{…}` of the code's patterns, by ranges within a class and by a class elsewhere. */
export function withLatinLetters(code: string): string {
  return code.replace(
    /(?<slashes>\\{1,2})p\{(?<property>\w+)\}/gu,
    (whole, slashes: string, property: string, at: number) => {
      const ranges = inLatin[property]?.replaceAll("\\", () => slashes);
      if (ranges === undefined) return whole;
      return isInClass(code.slice(0, at)) ? ranges : `[${ranges}]`;
    },
  );
}

/**
 * Large and small letters are told apart as they were before Unicode: in Latin-1 it is the same, and an engine takes half the time for such a
 * pattern. Only a sign beyond the first plane counts as two.
 */
export function withLatinCase(code: string): string {
  return code.replace(/(?<=[/"]g?)iu(?=["),;.\s\]])/gu, "i");
}

/** Has a class been opened before, and not closed? */
function isInClass(before: string): boolean {
  const bare = before.replace(/\\./gu, "");
  return bare.lastIndexOf("[") > bare.lastIndexOf("]");
}
