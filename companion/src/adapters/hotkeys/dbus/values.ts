/** A value on a message bus: numbers, texts, 64-bit numbers, structures and lists as arrays, entries of a dictionary as pairs. */
export type Value = number | string | boolean | bigint | Variant | readonly Value[];

/** A value that names its own type. */
export type Variant = Readonly<{ signature: string; value: Value }>;

/** A dictionary of variants by name (`a{sv}`), as portals take their options. */
export function options(named: Readonly<Record<string, string>>): Value {
  return Object.entries(named).map(([name, value]) => [name, { signature: "s", value }]);
}

export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);

export const isVariant = (value: Value | undefined): value is Variant =>
  typeof value === "object" && "signature" in value;

/** A text; nothing where it is none. */
export const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");

/** The entries of a dictionary, or the structures of two in a list, whose first part is a text. */
export function entriesOf(value: Value | undefined): readonly (readonly [string, Value])[] {
  if (!isList(value)) return [];
  return value.flatMap((entry) => {
    if (!isList(entry)) return [];
    const [name, part] = entry;
    return typeof name === "string" && part !== undefined ? [[name, part] as const] : [];
  });
}

/** What came has another form than its signature says, or than we understand. */
export class Malformed extends Error {}

/** The complete types of a signature, one after the other: `sa{sv}` is `s` and `a{sv}` (D-Bus Specification, “Type System”). */
export function typesOf(signature: string): string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length;) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

/** No type of ours is nested deeper. */
const deepest = 16;

function endOfType(signature: string, at: number, depth = 0): number {
  const first = signature[at];
  if (first === undefined || depth > deepest) throw new Malformed("a signature that ends too soon");
  if (first === "a") return endOfType(signature, at + 1, depth + 1);
  const close = { "(": ")", "{": "}" }[first];
  if (close === undefined) return at + 1;
  let end = at + 1;
  while (signature[end] !== close) end = endOfType(signature, end, depth + 1);
  return end + 1;
}

/** The types within a structure, `(…)` or `{…}`. */
export const fieldsOf = (type: string): string[] => typesOf(type.slice(1, -1));

/** Where values of a type may begin: at multiples of so many bytes (“Marshaling”). */
export function alignmentOf(type: string): number {
  switch (type.charAt(0)) {
    case "(":
    case "{":
    case "t":
    case "x":
    case "d":
      return 8;
    case "y":
    case "g":
    case "v":
      return 1;
    case "n":
    case "q":
      return 2;
    default:
      return 4;
  }
}
