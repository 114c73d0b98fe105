import { isIPv6 } from "node:net";
import type { Direction } from "../../features/sounds/ports.ts";
import { frameTime } from "./codecs.ts";
import type { Fingerprint } from "./dtls/certificate.ts";
import { writeCrypto, type TaggedKey } from "./keys.ts";
import type { Format, IceCredentials, Setup } from "./sdp.ts";

/** What we say of ourselves in a description. */
export type OwnDescription = Readonly<{
  id: string;
  version: number;
  address: string;
  sections: readonly (OwnAudio | Refused)[];
}>;

/** Our sound. */
export type OwnAudio = Readonly<{
  kind: "audio";
  protocol: string;
  port: number;
  rtcpPort: number;
  rtcpMux: boolean;
  formats: readonly (Format & Readonly<{ parameters: string | null }>)[];
  direction: Direction;
  keys: readonly TaggedKey[];
  handshake: OwnPart | null;
  /** The peer's name for the section, which it must find again. */
  mid: string | null;
  bundled: boolean;
}>;

/** Our part in a handshake for keys; `ice` where the peer checks the way to us. */
export type OwnPart = Readonly<{ fingerprint: Fingerprint; setup: Setup; ice: IceCredentials | null }>;

/** A section of the peer's offer that we do not take: its line comes back with port 0 (RFC 3264 section 6). */
export type Refused = Readonly<{ kind: "refused"; media: string; protocol: string; formats: string }>;

/** Writes a description (RFC 8866). */
export function writeDescription(own: OwnDescription): string {
  const address = `IN ${isIPv6(own.address) ? "IP6" : "IP4"} ${own.address}`;
  const session = ["v=0", `o=twp ${own.id} ${own.version} ${address}`, "s=-", `c=${address}`, "t=0 0"];
  const checked = own.sections.some((section) => section.kind === "audio" && section.handshake?.ice);
  const bundles = own.sections.flatMap((section) =>
    section.kind === "audio" && section.bundled ? [`a=group:BUNDLE ${section.mid}`] : [],
  );
  const lines = [...session, ...bundles, ...(checked ? ["a=ice-lite"] : [])];
  for (const section of own.sections) lines.push(...writeSection(section, own.address));
  return `${lines.join("\r\n")}\r\n`;
}

function writeSection(section: OwnAudio | Refused, address: string): readonly string[] {
  if (section.kind === "refused") return [`m=${section.media} 0 ${section.protocol} ${section.formats}`];
  const types = section.formats.map((format) => format.payloadType).join(" ");
  return [
    `m=audio ${section.port} ${section.protocol} ${types}`,
    ...section.formats.flatMap(writeFormat),
    ...section.keys.map((key) => `a=crypto:${writeCrypto(key)}`),
    ...(section.handshake === null ? [] : writeHandshake(section.handshake, section, address)),
    `a=ptime:${frameTime}`,
    `a=rtcp:${section.rtcpMux ? section.port : section.rtcpPort}`,
    ...(section.rtcpMux ? ["a=rtcp-mux"] : []),
    ...(section.mid === null ? [] : [`a=mid:${section.mid}`]),
    `a=${section.direction}`,
  ];
}

function writeHandshake(
  { fingerprint, setup, ice }: OwnPart,
  { port, rtcpPort, rtcpMux }: OwnAudio,
  address: string,
): readonly string[] {
  const lines = [`a=fingerprint:${fingerprint.hash} ${fingerprint.value}`, `a=setup:${setup}`];
  if (ice === null) return lines;
  const candidate = (component: 1 | 2, at: number): string =>
    // The highest priority there is: we are reached in one way only (RFC 8445 section 5.1.2).
    `a=candidate:1 ${component} UDP ${2_130_706_432 - component} ${address} ${at} typ host`;
  const credentials = [`a=ice-ufrag:${ice.fragment}`, `a=ice-pwd:${ice.password}`];
  return [...lines, ...credentials, candidate(1, port), ...(rtcpMux ? [] : [candidate(2, rtcpPort)])];
}

function writeFormat({ payloadType, encoding, clock, channels, parameters }: OwnAudio["formats"][number]): string[] {
  const map = `a=rtpmap:${payloadType} ${encoding}/${clock}${channels > 1 ? `/${channels}` : ""}`;
  return parameters === null ? [map] : [map, `a=fmtp:${payloadType} ${parameters}`];
}
