import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import type { Leg, Referral, ReferralNews } from "../../features/calls/ports.ts";
import type { Dialog, SipRequest } from "../../srf/application.ts";
import { headerText, sequenceText } from "../../srf/headers.ts";
import type { LineContext } from "./line.ts";

/** The part of a leg that asks its peer to call somebody else. */
type Referrals = Pick<Leg, "place" | "isNamed" | "takesReferrals" | "refer">;

/** One REFER of ours: who hears of it, and the number that its news may bear (RFC 3515 section 2.4.6). */
type Asked = { told: (news: ReferralNews) => void; id: string };

/**
 * Sends REFER in a dialog and hears in NOTIFY how the peer's call goes (RFC 3515); `peer` is the address at which others reach it.
 */
export function createReferrals({ from, wallet, credentials }: LineContext, dialog: Dialog, peer: string): Referrals {
  let asked: Asked | null = null;
  dialog.on("notify", (request, response) => {
    const event = /^\s*refer\s*(?:;\s*id\s*=\s*(?<id>\d+)\s*)?(?:;|$)/iu.exec(headerText(request, "Event"));
    if (event === null) return response.send(489);
    response.send(200);
    const news = readNews(request);
    const id = event.groups?.["id"];
    if (news === null || asked === null || (id !== undefined && asked.id !== "" && asked.id !== id)) return;
    asked.told(news);
  });
  const { callId, localTag, remoteTag } = dialog.sip;
  return {
    place: () => ({ uri: peer, replaces: `${callId};to-tag=${remoteTag};from-tag=${localTag}` }),
    isNamed: (given) => names(given, dialog.sip),
    takesReferrals: () => takes("REFER", headerText(dialog.type === "uac" ? dialog.res : dialog.req, "Allow")),
    refer(to, told) {
      const mine: Asked = { told, id: "" };
      asked = mine;
      const headers = {
        Contact: dialog.local.contact,
        "Refer-To": referTo(to, credentials.domain),
        // Who asks for it is for the new party to know (RFC 3892).
        "Referred-By": from,
      };
      return new Promise((resolve, reject) =>
        dialog.request({ method: "REFER", body: "", headers, auth: { wallet } }, (error, response) => {
          if (response === undefined) return reject(new Error("the REFER could not be sent", { cause: error }));
          mine.id = sequenceText(response);
          if (response.status >= 200) resolve(response.status);
        }),
      );
    },
  };
}

/** What the peer's INVITE must bear travels escaped in the URI (RFC 3261 section 19.1.1), as RFC 5589 section 7.3 shows. */
function referTo(to: Referral, domain: string): string {
  if ("target" in to) return `<${uriOf(to.target, domain)}>`;
  return `<${to.uri}?Replaces=${encodeURIComponent(to.replaces)}>`;
}

/** Does a Replaces name that dialog? Its tags are told as its peer has them, and one for calls that only ring is not meant (RFC 3891 section 3). */
function names(replaces: string, { callId, localTag, remoteTag }: Dialog["sip"]): boolean {
  const [named, ...parameters] = replaces.split(";").map((each) => each.trim());
  const tags = parameters.includes(`to-tag=${localTag}`) && parameters.includes(`from-tag=${remoteTag}`);
  return named === callId && tags && !parameters.includes("early-only");
}

/** A peer that does not say what it allows may allow it (RFC 3261 section 20.5). */
function takes(method: string, allow: string): boolean {
  const methods = allow.split(",").map((each) => each.trim().toUpperCase());
  return allow.trim() === "" || methods.includes(method);
}

/** The status line of the peer's call (message/sipfrag, RFC 3420); null where there is none and more may come. */
function readNews(request: SipRequest): ReferralNews | null {
  const status = /^SIP\/2\.0 (\d{3})(?:\s|$)/u.exec(request.body)?.[1];
  const last = /^\s*terminated/iu.test(headerText(request, "Subscription-State"));
  if (status === undefined) return last ? { status: 100, last } : null;
  return { status: Number(status), last };
}
