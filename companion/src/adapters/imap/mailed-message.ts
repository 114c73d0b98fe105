/** A part of a message's structure (RFC 3501 section 7.4.2, BODYSTRUCTURE), as far as it is looked at. */
export type Part = Readonly<{
  part?: string | undefined;
  type: string;
  encoding?: string | undefined;
  size?: number | undefined;
  parameters?: Readonly<Record<string, string>> | undefined;
  dispositionParameters?: Readonly<Record<string, string>> | undefined;
  childNodes?: readonly Part[] | undefined;
}>;

/** The sound of a message: which part it is, its media type, and about how many bytes it has. */
export type Attachment = Readonly<{ part: string; type: string; bytes: number }>;

/** The media types of sounds, as servers name them or as the names of their files end; a browser plays all of them. */
const types = new Map([
  ["wav", "audio/wav"],
  ["x-wav", "audio/wav"],
  ["wave", "audio/wav"],
  ["vnd.wave", "audio/wav"],
  ["x-pn-wav", "audio/wav"],
  ["mp3", "audio/mpeg"],
  ["mpeg", "audio/mpeg"],
  ["mpeg3", "audio/mpeg"],
  ["mp4", "audio/mp4"],
  ["m4a", "audio/mp4"],
  ["x-m4a", "audio/mp4"],
  ["ogg", "audio/ogg"],
  ["opus", "audio/ogg"],
  ["webm", "audio/webm"],
]);

/** The first part that a browser can play; null where there is none. */
export function attachmentOf(structure: Part): Attachment | null {
  const type = typeOf(structure);
  if (type !== null) {
    const bytes = Math.round((structure.size ?? 0) * (structure.encoding?.toLowerCase() === "base64" ? 0.73 : 1));
    return { part: structure.part ?? "1", type, bytes };
  }
  for (const child of structure.childNodes ?? []) {
    const found = attachmentOf(child);
    if (found !== null) return found;
  }
  return null;
}

function typeOf({ type, parameters, dispositionParameters }: Part): string | null {
  const [family, kind = ""] = type.toLowerCase().split("/", 2);
  if (family === "audio") return types.get(kind) ?? null;
  // Some send every file as bytes of no kind.
  if (type.toLowerCase() !== "application/octet-stream") return null;
  const name = dispositionParameters?.["filename"] ?? parameters?.["name"] ?? "";
  return types.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase()) ?? null;
}

/** What a message's letter says of its caller. */
export type Letter = Readonly<{
  headers: ReadonlyMap<string, string>;
  subject: string;
  from: Readonly<{ name: string; address: string }>;
}>;

/** The header lines of a message by their names in small letters; of several the first (RFC 5322 section 2.2). */
export function headersIn(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.replaceAll(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (name !== "" && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** A telephone number, and the words in which telephone systems write it into a subject. */
const area = String.raw`(?:\(\d{1,4}\)[ ./-]?)?`;
const digits = String.raw`\+?${area}\d(?:[ ./-]?${area}\d){1,24}`;
const named = new RegExp(String.raw`"?([^"<>:\[\]]{0,80}?)"?\s*<(${digits})>`, "u");
const spoken = new RegExp(String.raw`\b(?:from|by|von|de)\s+(${digits})(?![\d/:.])`, "iu");
const date = /^(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})$/u;
const bare = new RegExp(String.raw`^${digits}$`, "u");

/** Who left it: by the telephone system's own headers, else by the letter's sender, else by its subject. */
export function callerOf({ headers, subject, from }: Letter): Readonly<{ number: string; name: string }> {
  const own = headerLike(headers, /caller-?id-?num|caller-?number|callingparty-?num/u);
  const ownName = headerLike(headers, /caller-?id-?name|caller-?name|callingparty-?name/u);
  if (isNumber(own)) return { number: numberOf(own), name: plainName(ownName) };
  const user = from.address.split("@", 1)[0] ?? "";
  if (isNumber(user)) return { number: numberOf(user), name: plainName(from.name) };
  const [, name = "", number] = named.exec(subject) ?? [];
  if (number !== undefined)
    return { number: numberOf(number), name: plainName(name.replace(/^.*\b(?:from|by|von|de)\s+/iu, "")) };
  const [, said] = spoken.exec(subject) ?? [];
  if (said !== undefined && !date.test(said)) return { number: numberOf(said), name: plainName(ownName) };
  if (isNumber(from.name)) return { number: numberOf(from.name), name: "" };
  return { number: "", name: plainName(ownName) || plainName(from.name) || from.address.slice(0, 80) };
}

function headerLike(headers: ReadonlyMap<string, string>, kind: RegExp): string {
  return [...headers].find(([name]) => name.startsWith("x-") && kind.test(name))?.[1] ?? "";
}

function isNumber(text: string): boolean {
  return bare.test(text.trim());
}

/** What can be dialled of it; a nought in brackets is for callers at home only. */
function numberOf(text: string): string {
  return text
    .replace(/\(0\)/u, "")
    .replaceAll(/[^\d+]/gu, "")
    .slice(0, 32);
}

/** A name for people; none where it is a number, or in a code of mail (RFC 2047). */
function plainName(text: string): string {
  const name = text
    .replaceAll(/["\p{Cc}]/gu, "")
    .trim()
    .slice(0, 80);
  return isNumber(name) || name.includes("=?") ? "" : name;
}

/** How long it is, in seconds: by the telephone system's own header, else by the first bytes of a WAV file of so many bytes; null where neither tells. */
export function secondsOf(headers: ReadonlyMap<string, string>, start: Uint8Array, bytes: number): number | null {
  const [, hours = "0", minutes = "0", seconds] =
    /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:\s*s(?:ec(?:onds?)?)?)?$/iu.exec(
      headerLike(headers, /duration|-length$/u),
    ) ?? [];
  if (seconds !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const rate = bytesPerSecond(start);
  return rate === null ? null : Math.max(0, bytes - 44) / rate;
}

/** Bytes a second of a WAV file, from its `fmt ` chunk; null where it is none. */
function bytesPerSecond(start: Uint8Array): number | null {
  const text = Buffer.from(start).toString("latin1");
  const at = text.indexOf("fmt ");
  if (!text.startsWith("RIFF") || at < 0 || start.length < at + 20) return null;
  const rate = new DataView(start.buffer, start.byteOffset, start.byteLength).getUint32(at + 16, true);
  return rate === 0 ? null : rate;
}
