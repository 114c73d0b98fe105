import type { SipMessage } from "./message.ts";

/** The bytes of a message. `Content-Length` is written from the body, whatever the headers say (RFC 3261 section 20.14). */
export function serialise(message: SipMessage): Buffer {
  const length = String(message.body.length);
  let head = startLine(message);
  let measured = false;
  for (const { name, value } of message.headers) {
    if (name !== "Content-Length") head += `${name}: ${value}\r\n`;
    else if (!measured) {
      measured = true;
      head += `Content-Length: ${length}\r\n`;
    }
  }
  if (!measured) head += `Content-Length: ${length}\r\n`;
  const written = Buffer.from(`${head}\r\n`, "latin1");
  return message.body.length === 0 ? written : Buffer.concat([written, message.body]);
}

function startLine(message: SipMessage): string {
  return message.kind === "request"
    ? `${message.method} ${message.uri} SIP/2.0\r\n`
    : `SIP/2.0 ${message.status} ${message.reason}\r\n`;
}
