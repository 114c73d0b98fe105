import { isIP } from "node:net";
import type { Direction } from "../../features/sounds/ports.ts";
import { parseFingerprint, type Fingerprint } from "./dtls/certificate.ts";
import { parseCrypto, type TaggedKey } from "./keys.ts";

/** One codec line of a description: a payload type with its `a=rtpmap`, static types filled in. */
export type Format = Readonly<{ payloadType: number; encoding: string; clock: number; channels: number }>;

/** One `m=` section. What we cannot use keeps its first line, so that an answer can refuse it in its place. */
export type Section = Readonly<{
  kind: string;
  port: number;
  protocol: string;
  /** The formats as they stand in the `m=` line. */
  formats: string;
  audio: readonly Format[];
  /** IP literal; null where the peer gave none that we can reach. */
  address: string | null;
  direction: Direction;
  rtcpPort: number | null;
  rtcpMux: boolean;
  /** Its sender's keys that we understand, best first; `keyed` where it gave any at all (RFC 4568). */
  keys: readonly TaggedKey[];
  keyed: boolean;
  /** Who may take part in a handshake for keys, and who begins it (RFC 8122, RFC 4145). */
  fingerprints: readonly Fingerprint[];
  setup: Setup | null;
  /** Where the sender checks the way to us before it speaks (RFC 8839 section 5.4). */
  ice: IceCredentials | null;
  /** Its name among the sections (RFC 5888), and whether it shares its way with others of them (RFC 9143). */
  mid: string | null;
  bundled: boolean;
}>;

/** Who begins a handshake (RFC 4145 section 4). */
export const setups = ["active", "passive", "actpass", "holdconn"] as const;
export type Setup = (typeof setups)[number];

/** By which the two sides of a checked way know each other. */
export type IceCredentials = Readonly<{ fragment: string; password: string }>;

/** A session description as far as a telephone reads it. */
export type Description = Readonly<{ sections: readonly Section[] }>;

const limits = { text: 64 * 1024, lines: 2000, sections: 16, formats: 64, keys: 32 } as const;

/** Types that need no `a=rtpmap` (RFC 3551 section 6). */
const staticFormats = new Map<number, readonly [string, number]>([
  [0, ["PCMU", 8000]],
  [8, ["PCMA", 8000]],
  [9, ["G722", 8000]],
]);

type Line = Readonly<{ type: string; value: string }>;
type Attributes = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a description (RFC 8866) from untrusted bytes. Null where it is none or too large; never throws.
 * Lines may end in CRLF or LF alone, as old phones send them.
 */
export function parseDescription(text: string): Description | null {
  if (text.length > limits.text) return null;
  const lines = readLines(text);
  if (lines === null || lines[0]?.type !== "v" || lines[0].value !== "0") return null;
  const blocks = splitSections(lines);
  const session = blocks[0] ?? [];
  if (blocks.length - 1 > limits.sections) return null;
  const sections: Section[] = [];
  for (const block of blocks.slice(1)) {
    const section = readSection(block, session);
    if (section === null) return null;
    sections.push(section);
  }
  return { sections };
}

function readLines(text: string): readonly Line[] | null {
  const raw = text.split(/\r\n|\n|\r/u).filter((line) => line !== "");
  if (raw.length > limits.lines || raw.some((line) => !/^[a-z]=/u.test(line))) return null;
  return raw.map((line) => ({ type: line.charAt(0), value: line.slice(2).trim() }));
}

/** The session's lines first, then one block for each `m=`. */
function splitSections(lines: readonly Line[]): readonly (readonly Line[])[] {
  const blocks: Line[][] = [[]];
  for (const line of lines) {
    if (line.type === "m") blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks;
}

function readSection(block: readonly Line[], session: readonly Line[]): Section | null {
  const media = /^(\S+) (\d{1,5})(?:\/\d+)? (\S+)((?: \S+)*)$/u.exec(block[0]?.value ?? "");
  if (media === null) return null;
  const [, kind = "", port = "", protocol = "", formats = ""] = media;
  if (Number(port) > 65_535) return null;
  const attributes = readAttributes(block);
  const common = readAttributes(session);
  return {
    kind,
    port: Number(port),
    protocol,
    formats: formats.trim(),
    audio: kind === "audio" ? readFormats(formats, attributes) : [],
    address: readAddress(block) ?? readAddress(session),
    direction: readDirection(attributes) ?? readDirection(common) ?? "sendrecv",
    rtcpPort: readRtcpPort(attributes),
    rtcpMux: attributes.has("rtcp-mux"),
    keys: (attributes.get("crypto") ?? []).slice(0, limits.keys).flatMap((value) => parseCrypto(value) ?? []),
    keyed: attributes.has("crypto"),
    ...readName(attributes, common),
    ...readHandshake((name) => attributes.get(name) ?? common.get(name) ?? []),
  };
}

function readName(attributes: Attributes, common: Attributes): Pick<Section, "mid" | "bundled"> {
  const [, mid = null] = /^([\w.+-]{1,64})$/u.exec(attributes.get("mid")?.[0] ?? "") ?? [];
  const groups = (common.get("group") ?? []).map((group) => group.split(" "));
  return { mid, bundled: mid !== null && groups.some(([kind, ...names]) => kind === "BUNDLE" && names.includes(mid)) };
}

/** What stands in the section, else what stands before all of them. */
function readHandshake(read: (name: string) => readonly string[]): Pick<Section, "fingerprints" | "setup" | "ice"> {
  const [fragment, password] = [read("ice-ufrag")[0], read("ice-pwd")[0]];
  const isIce = isIceText(fragment, 4) && isIceText(password, 22);
  return {
    fingerprints: read("fingerprint")
      .slice(0, limits.keys)
      .flatMap((value) => parseFingerprint(value) ?? []),
    setup: setups.find((setup) => setup === read("setup")[0]) ?? null,
    ice: isIce ? { fragment, password } : null,
  };
}

function isIceText(text: string | undefined, least: number): text is string {
  return text !== undefined && text.length >= least && /^[A-Za-z0-9+/]{1,256}$/u.test(text);
}

function readAttributes(block: readonly Line[]): Attributes {
  const attributes = new Map<string, string[]>();
  for (const { type, value } of block) {
    if (type !== "a") continue;
    const colon = value.indexOf(":");
    const name = colon === -1 ? value : value.slice(0, colon);
    const values = attributes.get(name) ?? [];
    values.push(colon === -1 ? "" : value.slice(colon + 1));
    attributes.set(name, values);
  }
  return attributes;
}

function readFormats(formats: string, attributes: Attributes): readonly Format[] {
  const maps = new Map((attributes.get("rtpmap") ?? []).flatMap(readRtpMap).map((map) => [map.payloadType, map]));
  const listed = formats.split(" ").filter((format) => /^\d{1,3}$/u.test(format));
  return [...new Set(listed.slice(0, limits.formats).map(Number))].flatMap((payloadType) => {
    const known = staticFormats.get(payloadType);
    const fallback = known && { payloadType, encoding: known[0], clock: known[1], channels: 1 };
    const format = maps.get(payloadType) ?? fallback;
    return format && payloadType < 128 ? [format] : [];
  });
}

function readRtpMap(value: string): readonly Format[] {
  const map = /^(\d{1,3}) ([^\s/]+)\/(\d{1,6})(?:\/(\d{1,2}))?$/u.exec(value);
  if (map === null) return [];
  const [, payloadType, encoding = "", clock, channels = "1"] = map;
  return [{ payloadType: Number(payloadType), encoding, clock: Number(clock), channels: Number(channels) }];
}

function readAddress(block: readonly Line[]): string | null {
  const connection = block.find((line) => line.type === "c");
  const [, family, address = ""] = /^IN IP([46]) ([^\s/]+)/u.exec(connection?.value ?? "") ?? [];
  return family !== undefined && isIP(address) === Number(family) ? address : null;
}

const directions = ["sendrecv", "sendonly", "recvonly", "inactive"] as const satisfies readonly Direction[];

function readDirection(attributes: Attributes): Direction | null {
  return directions.find((direction) => attributes.has(direction)) ?? null;
}

function readRtcpPort(attributes: Attributes): number | null {
  const [, port] = /^(\d{1,5})(?: |$)/u.exec(attributes.get("rtcp")?.[0] ?? "") ?? [];
  return port !== undefined && Number(port) > 0 && Number(port) <= 65_535 ? Number(port) : null;
}
