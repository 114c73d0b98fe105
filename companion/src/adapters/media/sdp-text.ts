import { isIPv6 } from "node:net";
import type { Direction } from "../../features/sounds/ports.ts";
import type { Format } from "./sdp.ts";
import { frameTime } from "./codecs.ts";
import { writeCrypto, type TaggedKey } from "./keys.ts";

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
}>;

/** A section of the peer's offer that we do not take: its line comes back with port 0 (RFC 3264 section 6). */
export type Refused = Readonly<{ kind: "refused"; media: string; protocol: string; formats: string }>;

/** Writes a description (RFC 8866). */
export function writeDescription(own: OwnDescription): string {
  const address = `IN ${isIPv6(own.address) ? "IP6" : "IP4"} ${own.address}`;
  const session = ["v=0", `o=twp ${own.id} ${own.version} ${address}`, "s=-", `c=${address}`, "t=0 0"];
  const lines = [...session, ...own.sections.flatMap(writeSection)];
  return `${lines.join("\r\n")}\r\n`;
}

function writeSection(section: OwnAudio | Refused): readonly string[] {
  if (section.kind === "refused") return [`m=${section.media} 0 ${section.protocol} ${section.formats}`];
  const types = section.formats.map((format) => format.payloadType).join(" ");
  return [
    `m=audio ${section.port} ${section.protocol} ${types}`,
    ...section.formats.flatMap(writeFormat),
    ...section.keys.map((key) => `a=crypto:${writeCrypto(key)}`),
    `a=ptime:${frameTime}`,
    `a=rtcp:${section.rtcpMux ? section.port : section.rtcpPort}`,
    ...(section.rtcpMux ? ["a=rtcp-mux"] : []),
    `a=${section.direction}`,
  ];
}

function writeFormat({ payloadType, encoding, clock, channels, parameters }: OwnAudio["formats"][number]): string[] {
  const map = `a=rtpmap:${payloadType} ${encoding}/${clock}${channels > 1 ? `/${channels}` : ""}`;
  return parameters === null ? [map] : [map, `a=fmtp:${payloadType} ${parameters}`];
}
