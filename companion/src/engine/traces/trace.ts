import { readFileSync } from "node:fs";

/** One frame of the control protocol, as it was recorded between drachtio-srf and the real server. */
export type TracedFrame = { readonly from: "app" | "server"; readonly payload: string };

/** One SIP message, as it was recorded on the loopback interface. */
export type TracedMessage = { readonly source: string; readonly target: string; readonly bytes: string };

/** A recorded scenario, seen from one of its two sides. */
export type Trace = { readonly frames: readonly TracedFrame[]; readonly messages: readonly TracedMessage[] };

/** Reads a trace; texts hold one character a byte, with the line ends that the files lost put back. */
export function readTrace(name: string, side: "A" | "B"): Trace {
  return { frames: readFrames(read(`${name}-${side}.txt`)), messages: readMessages(read(`${name}-sip.txt`)) };
}

function read(file: string): string {
  try {
    return readFileSync(new URL(file, import.meta.url), "latin1").replaceAll("\n", "\r\n");
  } catch {
    // A scenario without SIP on the wire has no such file.
    return "";
  }
}

function readFrames(text: string): TracedFrame[] {
  return [...text.matchAll(/^----- \S+ (APP|SERVER) -> .*\r\n(\d+)#/gm)].map((match) => {
    const start = match.index + match[0].length;
    return { from: match[1] === "APP" ? "app" : "server", payload: text.slice(start, start + Number(match[2])) };
  });
}

function readMessages(text: string): TracedMessage[] {
  return [...text.matchAll(/^===== \S+ \S+ (\S+) -> (\S+) \((\d+) bytes\)\r\n/gm)].map((match) => {
    const start = match.index + match[0].length;
    const bytes = text.slice(start, start + Number(match[3]));
    return { source: match[1] ?? "", target: match[2] ?? "", bytes };
  });
}
