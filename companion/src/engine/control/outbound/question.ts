import { readSipUri } from "../../message/uri.ts";
import type { ReceivedRequest } from "../../transaction/received.ts";

/** What a handler is asked about a request: the query of its URL, in the order and the spelling of the server. */
export function questionOf({ message, essentials, flow }: ReceivedRequest): string {
  const uri = readSipUri(message.uri);
  const asked: Array<readonly [string, string | undefined]> = [
    ["method", message.method],
    ["domain", uri?.host],
    ["protocol", flow.transport],
    ["source_address", flow.remote.host],
    ["fromUser", userOf(essentials.from.uri)],
    ["toUser", userOf(essentials.to.uri)],
    ["uriUser", uri?.user],
    ["contentType", message.headers.get("Content-Type")],
    ["uri", message.uri],
    ...(uri?.params ?? []),
  ];
  return asked
    .flatMap(([name, value]) => (value === undefined ? [] : [`${escaped(name)}=${escaped(value)}`]))
    .join("&");
}

function userOf(uri: string): string | undefined {
  return readSipUri(uri)?.user;
}

/** The server writes its escapes in small letters. Values hold one character a byte. */
function escaped(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9._~-]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
