import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import { longestText } from "@twp/shared/protocol/messages.ts";
import type { Arrived, Courier } from "../../features/messages/ports.ts";
import type { Responder, SipRequest } from "../../srf/application.ts";
import { ask, type Identity } from "../../srf/asking.ts";
import { headerToken } from "../../srf/headers.ts";
import { identityOf } from "./address.ts";
import type { LineContext } from "./line.ts";

/** Carries texts on one line (RFC 3428), outside of any dialog; only what the line's servers bring is believed. */
export function createCourier(
  { srf, credentials: { domain } }: LineContext,
  identity: Identity,
  trust: (address: string) => boolean,
): Courier {
  let hear: ((arrived: Arrived) => void) | null = null;
  srf.message((request, response) => take(request, response, trust, hear));
  return {
    onText: (listener) => void (hear = listener),
    sendText: (target, text) =>
      new Promise((resolve) => {
        const headers = { From: identity.from, "Content-Type": "text/plain;charset=UTF-8" };
        const question = { method: "MESSAGE", uri: uriOf(target, domain), headers, body: text };
        ask(identity, question, (response) => resolve(response?.status ?? 408));
      }),
  };
}

function take(
  request: SipRequest,
  response: Responder,
  trust: (address: string) => boolean,
  hear: ((arrived: Arrived) => void) | null,
): void {
  if (!trust(request.source_address)) return response.send(403);
  const type = headerToken(request, "Content-Type");
  if (type !== "text/plain") return response.send(415, { headers: { Accept: "text/plain" } });
  const { number, name } = identityOf(request);
  const text = readText(request.body);
  if (number === "" || text === "") return response.send(400);
  if (hear === null) return response.send(480);
  response.send(200);
  hear({ number, name, text });
}

/** A stranger's words as they may be shown: lines, but no control characters, no marks that turn text around, a bounded length. */
export function readText(body: string): string {
  const clean = body
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/(?!\n)[\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]/gu, "")
    .trim();
  return clean.length <= longestText ? clean : `${clean.slice(0, longestText - 1)}…`;
}
