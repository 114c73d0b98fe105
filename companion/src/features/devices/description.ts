import type { Direction } from "../sounds/ports.ts";

/** What one side's description says of its sound (RFC 4566): where it hears, in which formats, and which way sound flows. */
export type Audio = Readonly<{
  /** The `o=` line of the description it comes from. */
  origin: string;
  /** The address of its `c=` line, with network and address type. */
  connection: string;
  port: string;
  /** Protocol and formats of its `m=` line. */
  formats: string;
  /** Its other lines, in their order. */
  lines: readonly string[];
  direction: Direction;
}>;

const directions = ["sendrecv", "sendonly", "recvonly", "inactive"] as const;

/** The sound in a description; null where there is none that could be used. */
export function readAudio(text: string): Audio | null {
  const [session = [], ...sections] = sectionsOf(text);
  const section = sections.find(([media = ""]) => /^m=audio [1-9]/u.test(media));
  const [, port, formats] = /^m=audio (\d+)(?:\/\d+)? (.+)$/u.exec(section?.[0] ?? "") ?? [];
  const connection = valueOf("c=", section) ?? valueOf("c=", session);
  if (section === undefined || port === undefined || formats === undefined || connection === undefined) return null;
  const said = directions.find((each) => section.includes(`a=${each}`) || session.includes(`a=${each}`));
  return {
    origin: valueOf("o=", session) ?? "- 0 0 IN IP4 0.0.0.0",
    connection,
    port,
    formats,
    lines: section.slice(1).filter((line) => !/^[ci]=/u.test(line) && !isDirection(line)),
    // The old way to say hold is an address of zero (RFC 3264 section 8.4).
    direction: /\s(?:0\.0\.0\.0|::)$/u.test(connection)
      ? without(said ?? "sendrecv", "receives")
      : (said ?? "sendrecv"),
  };
}

/** The description of that sound alone, flowing that way; as the answer to an offer it refuses whatever else was offered (RFC 3264 section 6). */
export function writeAudio(audio: Audio, direction: Direction = audio.direction, offer = ""): string {
  const own = [`m=audio ${audio.port} ${audio.formats}`, ...audio.lines, `a=${direction}`];
  const offered = sectionsOf(offer).slice(1);
  const taken = offered.findIndex(([media = ""]) => /^m=audio [1-9]/u.test(media));
  const sections = offered.length === 0 ? own : offered.flatMap((each, n) => (n === taken ? own : [refused(each)]));
  return `${["v=0", `o=${audio.origin}`, "s=-", `c=${audio.connection}`, "t=0 0", ...sections].join("\r\n")}\r\n`;
}

/** An offer in which no sound flows (RFC 3725 section 5.4 names it a black hole): it asks a telephone where it hears, and in which formats. */
export function blackHole(address: string, id: number): Audio {
  const kind = address.includes(":") ? "IP6" : "IP4";
  return {
    origin: `- ${id} 1 IN ${kind} ${address}`,
    connection: `IN ${kind} ${address}`,
    port: "9",
    formats: "RTP/AVP 96 9 8 0 101",
    lines: [
      "a=rtpmap:96 opus/48000/2",
      "a=rtpmap:9 G722/8000",
      "a=rtpmap:8 PCMA/8000",
      "a=rtpmap:0 PCMU/8000",
      "a=rtpmap:101 telephone-event/8000",
      "a=fmtp:101 0-15",
    ],
    direction: "inactive",
  };
}

/** Do both hear at the same place? */
export function samePlace(one: Audio, other: Audio): boolean {
  return one.connection === other.connection && one.port === other.port;
}

/** The direction without its own sending or receiving part. */
export function without(direction: Direction, part: "sends" | "receives"): Direction {
  const sends = part !== "sends" && (direction === "sendrecv" || direction === "sendonly");
  const receives = part !== "receives" && (direction === "sendrecv" || direction === "recvonly");
  if (sends) return receives ? "sendrecv" : "sendonly";
  return receives ? "recvonly" : "inactive";
}

/** Does whoever describes itself so take our sound? */
export function takesSound({ direction }: Audio): boolean {
  return direction === "sendrecv" || direction === "recvonly";
}

/** The payload types that need no name of their own (RFC 3551 section 6), as far as telephones still use them. */
const namedTypes: Readonly<Record<string, string>> = {
  0: "pcmu/8000",
  3: "gsm/8000",
  8: "pcma/8000",
  9: "g722/8000",
  13: "cn/8000",
  18: "g729/8000",
};

/** Can the two hear each other: is a codec of the one also of the other? Digits and comfort noise are none. */
export function shareCodec(one: Audio, other: Audio): boolean {
  const known = codecsOf(other);
  return codecsOf(one).some((each) => known.includes(each));
}

function codecsOf({ formats, lines }: Audio): readonly string[] {
  const nameOf = (type: string): string =>
    valueOf(`a=rtpmap:${type} `, lines)?.trim().toLowerCase() ?? namedTypes[type] ?? type;
  return formats
    .split(" ")
    .slice(1)
    .map(nameOf)
    .filter((name) => !/^(?:telephone-event|cn)\//u.test(name));
}

/** The session's lines, then those of each section, which begin with `m=`. */
function sectionsOf(text: string): readonly (readonly string[])[] {
  const sections: string[][] = [[]];
  for (const line of text.split(/\r?\n/u).filter((each) => each !== "")) {
    if (line.startsWith("m=")) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return sections;
}

function valueOf(type: string, lines: readonly string[] | undefined): string | undefined {
  return lines?.find((line) => line.startsWith(type))?.slice(type.length);
}

function isDirection(line: string): boolean {
  return directions.some((each) => line === `a=${each}`);
}

function refused([media = ""]: readonly string[]): string {
  return media.replace(/^(m=\S+) \S+/u, "$1 0");
}
