const TOKEN_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~";
const tokenTable = new Uint8Array(256);
for (const character of TOKEN_CHARACTERS) tokenTable[character.charCodeAt(0)] = 1;

/** Whether the text is a `token` (RFC 3261 section 25.1): a method, a header name, a parameter name. */
export function isToken(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (tokenTable[text.charCodeAt(index)] !== 1) return false;
  }
  return text.length > 0;
}

/** Without the blanks around. `String#trim` would also eat byte A0, which ends the UTF-8 form of "à". */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || code === 13 || code === 10;
}

/** The number written in plain digits, or undefined for anything else or anything above `max`. */
export function readNumber(text: string, max: number): number | undefined {
  if (text.length === 0 || text.length > 10) return undefined;
  let value = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value <= max ? value : undefined;
}

/**
 * Where the first `separator` outside quotes and angle brackets stands, or the length of the text when there is none;
 * -1 when a quote or a bracket is never closed.
 */
export function findOutside(text: string, separator: string, from: number): number {
  let quoted = false;
  let bracketed = false;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === "\\") index += 1;
      else if (character === '"') quoted = false;
    } else if (character === separator && !bracketed) return index;
    else if (character === '"') quoted = true;
    else if (character === "<") bracketed = true;
    else if (character === ">") bracketed = false;
  }
  return quoted || bracketed ? -1 : text.length;
}

/** The parts of a list header, split where commas separate (RFC 3261 section 7.3.1); undefined when a quote is left open. */
export function splitList(text: string, separator = ","): string[] | undefined {
  const parts: string[] = [];
  for (let start = 0; start <= text.length;) {
    const end = findOutside(text, separator, start);
    if (end === -1) return undefined;
    parts.push(trimBlanks(text.slice(start, end)));
    start = end + 1;
  }
  return parts;
}

/** Parameters in the order written; a flag like `;lr` has no value. Names are lower case, values as written. */
export type Params = ReadonlyArray<readonly [name: string, value: string | undefined]>;

/** Reads `;name=value;flag` (white space allowed around), or undefined when it is not that. */
export function readParams(text: string): Params | undefined {
  const rest = trimBlanks(text);
  if (rest === "") return [];
  if (rest[0] !== ";") return undefined;
  const params: Array<readonly [string, string | undefined]> = [];
  for (const part of splitList(rest.slice(1), ";") ?? [""]) {
    const equals = part.indexOf("=");
    const name = trimBlanks(equals === -1 ? part : part.slice(0, equals)).toLowerCase();
    if (!isToken(name)) return undefined;
    params.push([name, equals === -1 ? undefined : trimBlanks(part.slice(equals + 1))]);
  }
  return params;
}

/** The value of one parameter: its text, "" for a flag, undefined when absent. */
export function paramOf(params: Params, name: string): string | undefined {
  for (const [key, value] of params) if (key === name) return value ?? "";
  return undefined;
}

/** Writes parameters back, in order. */
export function writeParams(params: Params): string {
  let text = "";
  for (const [name, value] of params) text += value === undefined ? `;${name}` : `;${name}=${value}`;
  return text;
}
