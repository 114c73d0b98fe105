import type { SipMessage } from "./message.ts";

/** The bytes of a message. `Content-Length` is written from the body, whatever the headers say (RFC 3261 section 20.14). */
export function serialise(message: SipMessage): Buffer {
  const length = lengthLine(message);
  let head = startLine(message);
  let measured = false;
  for (const { name, value } of message.headers) {
    if (name !== "Content-Length") head += `${name}: ${value}\r\n`;
    else if (!measured) {
      measured = true;
      head += length;
    }
  }
  if (!measured) head += length;
  head += "\r\n";
  const bytes = Buffer.allocUnsafe(head.length + message.body.length);
  bytes.write(head, "latin1");
  message.body.copy(bytes, head.length);
  return bytes;
}

/** A copy of bytes that are held for long: as they were written, they would hold much more with them (`Buffer.poolSize`). */
export function kept(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
}

/** How many bytes {@link serialise} would make of it. */
export function sizeOf(message: SipMessage): number {
  let size = startLine(message).length + "\r\n".length + message.body.length;
  for (const { name, value } of message.headers) {
    if (name !== "Content-Length") size += name.length + value.length + ": \r\n".length;
  }
  return size + lengthLine(message).length;
}

function lengthLine({ body }: SipMessage): string {
  return `Content-Length: ${body.length}\r\n`;
}

function startLine(message: SipMessage): string {
  return message.kind === "request"
    ? `${message.method} ${message.uri} SIP/2.0\r\n`
    : `SIP/2.0 ${message.status} ${message.reason}\r\n`;
}
