import { findOutside, paramOf, readParams, splitList, trimBlanks, writeParams } from "./grammar.ts";
import type { Params } from "./grammar.ts";

/** A From, To, Contact, Route … value (RFC 3261 section 20.10). `display` keeps its quotes; `params` are the header's. */
export type NameAddr = { readonly display: string; readonly uri: string; readonly params: Params };

/** Reads one `name-addr` or `addr-spec`; without angle brackets the parameters belong to the header (section 20). */
export function readNameAddr(text: string): NameAddr | undefined {
  const open = findOutside(text, "<", 0);
  if (open === -1) return undefined;
  if (open === text.length) return readAddrSpec(trimBlanks(text));
  const close = text.indexOf(">", open);
  if (close === -1) return undefined;
  const params = readParams(text.slice(close + 1));
  const uri = trimBlanks(text.slice(open + 1, close));
  if (!params || !uri.includes(":") || /[\s"<]/.test(uri)) return undefined;
  return { display: trimBlanks(text.slice(0, open)), uri, params };
}

function readAddrSpec(text: string): NameAddr | undefined {
  const semicolon = text.indexOf(";");
  const uri = trimBlanks(semicolon === -1 ? text : text.slice(0, semicolon));
  const params = semicolon === -1 ? [] : readParams(text.slice(semicolon));
  if (!params || !uri.includes(":") || /[\s"<>,?]/.test(uri)) return undefined;
  return { display: "", uri, params };
}

/** Every value of a list header such as Contact or Route; undefined when one of them is malformed. */
export function readNameAddrs(lines: readonly string[]): NameAddr[] | undefined {
  const values: NameAddr[] = [];
  for (const line of lines) {
    for (const part of splitList(line) ?? [""]) {
      const value = readNameAddr(part);
      if (!value) return undefined;
      values.push(value);
    }
  }
  return values;
}

/** Writes a value back, always with angle brackets. */
export function writeNameAddr(value: NameAddr): string {
  const display = value.display === "" ? "" : `${value.display} `;
  return `${display}<${value.uri}>${writeParams(value.params)}`;
}

/** The `tag` parameter, or undefined. */
export function tagOf(value: NameAddr): string | undefined {
  return paramOf(value.params, "tag");
}

/** The same value with another `tag`, in last place when there was none. */
export function withTag(value: NameAddr, tag: string): NameAddr {
  return { ...value, params: [...value.params.filter(([name]) => name !== "tag"), ["tag", tag]] };
}
