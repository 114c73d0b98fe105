import type { LegNews, ReferralNews, Summons, SummonsReply } from "../../features/calls/ports.ts";
import type { Dialog, Responder, SipRequest } from "../../srf/application.ts";
import { headerText, sequenceText } from "../../srf/headers.ts";
import { placeOf } from "./address.ts";
import type { LineContext } from "./line.ts";

/** Hears REFER in a dialog of ours (RFC 3515): whom the peer wants us to call is for the user to decide. */
export function hearSummons({ credentials }: LineContext, dialog: Dialog, news: (news: LegNews) => void): void {
  let asked = 0;
  dialog.on("refer", (request, response) => {
    const to = readSummons(request, credentials.domain);
    if (to === null) return response.send(400);
    if (to.target === "") return response.send(416);
    asked += 1;
    // From the second on they are told apart by their number (RFC 3515 section 2.4.6); some telephones know no news with one.
    const event = asked === 1 ? "refer" : `refer;id=${sequenceText(request)}`;
    news({ type: "referred", to, reply: replyTo(dialog, response, event) });
  });
}

/** Accepts or refuses a REFER, and tells the peer how our call goes. */
function replyTo(dialog: Dialog, response: Responder, event: string): SummonsReply {
  const contact = { Contact: dialog.local.contact };
  const tell = ({ status, last }: ReferralNews): void => {
    const headers = {
      ...contact,
      Event: event,
      "Subscription-State": last ? "terminated;reason=noresource" : "active;expires=180",
      "Content-Type": "message/sipfrag",
    };
    const body = `SIP/2.0 ${status} ${reasons[status] ?? "Failed"}\r\n`;
    dialog.request({ method: "NOTIFY", body, headers }, () => undefined);
  };
  const take = (): void => {
    response.send(202, { headers: contact });
    tell({ status: 100, last: false });
  };
  return { take, tell, refuse: () => response.send(603) };
}

const reasons: Readonly<Record<number, string>> = {
  100: "Trying",
  180: "Ringing",
  200: "OK",
  404: "Not Found",
  480: "Temporarily Unavailable",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  503: "Service Unavailable",
  603: "Decline",
};

/** Null where the header names nobody; an empty target is one that no telephone calls. */
function readSummons(request: SipRequest, domain: string): Summons | null {
  const text = headerText(request, "Refer-To");
  const uri = /<([^<>]+)>/u.exec(text)?.[1] ?? /^\s*([^\s;<>]+)/u.exec(text)?.[1];
  if (uri === undefined) return null;
  const [address = "", headers = ""] = uri.split("?");
  const method = /;method=([^;]+)/iu.exec(address)?.[1] ?? "INVITE";
  return {
    target: method.toUpperCase() === "INVITE" ? targetOf(address, domain) : "",
    replaces: replacesIn(headers),
    referredBy: headerText(request, "Referred-By"),
  };
}

/** A number of our own domain, or an address elsewhere. */
function targetOf(address: string, domain: string): string {
  const { user, host } = placeOf(address);
  if (host === "" || host.toLowerCase() === domain.toLowerCase()) return user;
  return user === "" ? "" : `${user}@${host}`;
}

/** Of the headers that a peer would have our INVITE bear only this one is taken over, where it is what RFC 3891 section 6.1 says. */
function replacesIn(headers: string): string {
  const escaped = /(?:^|&)Replaces=([^&]+)/iu.exec(headers)?.[1];
  const text = escaped === undefined ? "" : unescaped(escaped);
  return /^[^\s;,]+(?:;[\w.-]+(?:=[^\s;,]+)?)+$/u.test(text) ? text : "";
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
