import type { Rung } from "@twp/shared/protocol/index.ts";
import type { TracedMessage } from "./ports.ts";
import { redacted } from "./redact.ts";

/** The ladder of a call: its messages in order, each once with the number of its repetitions (RFC 3261 section 17), as they may be shown. */
export function ladderOf(messages: readonly TracedMessage[]): Rung[] {
  const rungs = new Map<string, Rung>();
  for (const message of messages.toSorted((one, other) => one.at - other.at)) {
    const key = `${message.direction} ${message.text}`;
    const known = rungs.get(key);
    rungs.set(key, known === undefined ? rungOf(message) : { ...known, repeats: known.repeats + 1 });
  }
  return [...rungs.values()];
}

function rungOf({ at, direction, transport, remote, text }: TracedMessage): Rung {
  const [, status] = /^SIP\/2\.0 (\d{3})/u.exec(text) ?? [];
  const [, method = ""] = /^cseq[ \t]*:[ \t]*\d+[ \t]+(\w+)/imu.exec(text) ?? [];
  return {
    at,
    direction,
    transport,
    remote,
    method,
    status: status === undefined ? null : Number(status),
    describes: /\r?\n\r?\nv=0/u.test(text),
    repeats: 0,
    text: redacted(text),
  };
}
