import type { RegistrationReason } from "@twp/shared/protocol/index.ts";
import { RegistrationRefusal } from "../../features/account/ports.ts";
import { contactOf, type LineContext } from "./line.ts";
import type { Hop } from "./hops.ts";
import type { SipResponse } from "../../srf/application.ts";
import { headerText } from "../../srf/headers.ts";

/** Asked for in each REGISTER; the registrar may grant less. */
const wantedSeconds = 300;

const reasons: Readonly<Record<number, RegistrationReason>> = {
  401: "wrong-password",
  403: "wrong-password",
  407: "wrong-password",
  404: "unknown-user",
  408: "server-unreachable",
  503: "server-unreachable",
  504: "server-unreachable",
};

/** What the engine says of a request it could not send (`Warning: 399 engine "…"`). */
const faults: Readonly<Record<string, RegistrationReason>> = {
  "certificate-untrusted": "certificate-untrusted",
  "certificate-expired": "certificate-expired",
  "certificate-name": "certificate-name",
  "tls-failed": "tls-failed",
  "websocket-refused": "websocket-refused",
  unreachable: "network-unreachable",
  "no-address": "server-not-found",
};

/** How long a silent server is waited for, in milliseconds, while another one might answer. */
const haste = 5000;

/** Registers our contact (RFC 3261 section 10.2) and gives it back; every request of one line shares Call-ID and counts its CSeq up. */
export function createRegistration(context: LineContext, callId: string) {
  let sequence = 0;
  const send = (hop: Hop, seconds: number): Promise<SipResponse> => {
    // Two each, because an answered challenge takes the number after.
    sequence += 2;
    return registerOnce(context, hop, callId, sequence, seconds);
  };
  const register = async (hop: Hop, seconds = wantedSeconds): Promise<number> => {
    const response = await send(hop, seconds);
    if (response.status === 200) return grantedSeconds(response, seconds);
    const again = secondTry(response, seconds);
    if (again !== null) {
      const second = await send(hop, again);
      if (second.status === 200) return grantedSeconds(second, again);
      throw new RegistrationRefusal(reasonOf(second));
    }
    throw new RegistrationRefusal(reasonOf(response));
  };
  return {
    register: (hop: Hop, hasty: boolean) => (hasty ? Promise.race([register(hop), silence()]) : register(hop)),
    unregister: (hop: Hop) =>
      send(hop, 0).then(
        () => undefined,
        () => undefined,
      ),
  };
}

function silence(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new RegistrationRefusal("server-unreachable")), haste).unref();
  });
}

function reasonOf(response: SipResponse): RegistrationReason {
  const fault = /^399 engine "(?<code>[\w-]+)"$/u.exec(headerText(response, "Warning"))?.groups?.["code"] ?? "";
  return faults[fault] ?? reasons[response.status] ?? "server-refused";
}

/** A stale nonce deserves another try with the new one (RFC 2617 section 3.2.1), and 423 names the least it takes (section 21.4.17). */
function secondTry(response: SipResponse, seconds: number): number | null {
  const challenge = response.has("WWW-Authenticate") ? response.get("WWW-Authenticate") : "";
  if (response.status === 401 && /stale\s*=\s*"?true/iu.test(challenge)) return seconds;
  const least = response.has("Min-Expires") ? Number.parseInt(response.get("Min-Expires"), 10) : Number.NaN;
  return response.status === 423 && least > 0 && least <= 86_400 ? least : null;
}

/** The seconds of our own binding, else of the whole answer, else what we asked for. A second's grant would make us ask for ever. */
function grantedSeconds(response: SipResponse, asked: number): number {
  const contact = response.has("Contact") ? response.get("Contact") : "";
  const named = /;\s*expires\s*=\s*(?<seconds>\d{1,7})/iu.exec(contact)?.groups?.["seconds"];
  const whole = response.has("Expires") ? response.get("Expires") : undefined;
  const seconds = Number.parseInt(named ?? whole ?? String(asked), 10);
  return Math.max(10, Number.isNaN(seconds) ? asked : seconds);
}

function registerOnce(
  context: LineContext,
  hop: Hop,
  callId: string,
  sequence: number,
  seconds: number,
): Promise<SipResponse> {
  const { srf, credentials, wallet, from } = context;
  const uri = `sip:${credentials.domain}`;
  return new Promise((resolve, reject) => {
    const request = {
      method: "REGISTER",
      proxy: hop.uri,
      headers: {
        From: from,
        To: from,
        "Call-ID": callId,
        CSeq: `${sequence} REGISTER`,
        Contact: `${contactOf(context, hop)};expires=${seconds}`,
        Expires: String(seconds),
        "User-Agent": context.userAgent,
        ...wallet.inAdvance({ method: "REGISTER", uri, body: "" }),
      },
      auth: { wallet },
    };
    srf.request(uri, request, (error, sent) => {
      if (sent === undefined) return reject(new RegistrationRefusal("server-unreachable", { cause: error }));
      return sent.on("response", (response) => {
        if (response.status < 200) return;
        wallet.renew("server", headerText(response, "Authentication-Info"));
        resolve(response);
      });
    });
  });
}
