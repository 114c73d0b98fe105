import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import { endOf } from "../../features/calls/ends.ts";
import { objectionOf, refusesOffer } from "../../features/calls/objection.ts";
import { redirectionOf } from "../../features/calls/redirects.ts";
import type { Leg, LegNews, Occasion, Summons } from "../../features/calls/ports.ts";
import { listAddresses, placeOf } from "./address.ts";
import { followDialog, tellIdentity, throughDialog, type DialogLeg } from "./dialog.ts";
import { allowed, contactOf, supported, type LineContext } from "./line.ts";
import { ownPhoneHeaders } from "./own-phone.ts";
import type { SentRequest, Dialog, Headers, Invitation, SipResponse } from "../../srf/application.ts";
import { headerText, refusedBody, refusedHeader, refusedStatus } from "../../srf/headers.ts";

/*
 *  INVITE ──▶ 18x ──▶ 200 ──▶ dialog ──▶ BYE
 *     │ ▲
 *     │ └─ 3xx within the domain: once more, there; 422: once more, with the session it wants
 *     └─ hang up: CANCEL as soon as the INVITE is out; a 200 that crosses it is ended by BYE
 */

/** Sends the INVITE and follows what becomes of it. */
export function dialOut(
  context: LineContext,
  target: string,
  offer: string,
  news: (news: LegNews) => void,
  occasion: Occasion = {},
): Leg {
  let sent: SentRequest | null = null;
  let dialog: DialogLeg | null = null;
  let given = false;
  let rang = false;

  const progress = (response: SipResponse): void => {
    if (given || response.status < 180) return;
    tellIdentity(response, news);
    rang ||= response.status === 180;
    if (response.body !== "") news({ type: "earlyMedia", answer: response.body });
    else if (response.status === 180) news({ type: "ringing" });
  };
  const invite = (attempt: Attempt): void =>
    context.srf.createUAC(
      uriOf(attempt.target, context.credentials.domain),
      invitation(context, offer, attempt, occasion),
      {
        cbRequest(_error, request) {
          sent = request ?? null;
          if (sent !== null) news({ type: "traced", callId: headerText(sent, "Call-ID") });
          if (given) sent?.cancel(() => undefined);
        },
        cbProvisional: progress,
      },
      (error, answered) => finish(attempt, error, answered),
    );
  const finish = (attempt: Attempt, error: unknown, answered?: Dialog): void => {
    if (answered !== undefined) {
      dialog = followDialog(context, answered, uriOf(attempt.target, context.credentials.domain), news);
      if (given) return dialog.hangUp();
      tellIdentity(answered.res, news);
      return news({ type: "answered", answer: bodyOf(answered) });
    }
    if (given) return;
    const next = afterRefusal(error, attempt, context.credentials.domain);
    if (next.again !== null) {
      if (next.forwardedTo !== null) news({ type: "identified", number: next.forwardedTo, name: "" });
      return invite(next.again);
    }
    if (next.forwardedTo !== null) news({ type: "forwarded", to: next.forwardedTo });
    given = true;
    news(next.forwardedTo === null ? endedBy(error, rang, offer) : { type: "ended", end: "forwarded" });
  };

  invite({ target, sessionSeconds, followed: false });
  return {
    hangUp(because) {
      if (dialog !== null) return dialog.hangUp();
      if (!given) sent?.cancel({ headers: because === undefined ? {} : completedElsewhere }, () => undefined);
      given = true;
    },
    ...throughDialog(() => dialog),
  };
}

/** One try of a call: whom, for how long unless it is refreshed, and whether somebody sent it there. */
type Attempt = Readonly<{ target: string; sessionSeconds: number; followed: boolean }>;

/** Half an hour, as RFC 4028 section 4 recommends: a call whose peer has vanished ends by itself. */
const sessionSeconds = 1800;
const longestSession = 86_400;

function invitation(
  context: LineContext,
  offer: string,
  { sessionSeconds }: Attempt,
  { summons, ownPhone }: Occasion,
): Invitation {
  const hop = context.hop();
  const headers = {
    From: context.from,
    Contact: contactOf(context, hop),
    Allow: allowed,
    Supported: supported,
    "Session-Expires": String(sessionSeconds),
    "User-Agent": context.userAgent,
    ...(summons !== undefined && summonsHeaders(summons)),
    ...(ownPhone !== undefined && ownPhoneHeaders(context, ownPhone)),
  };
  return { localSdp: offer, proxy: hop.uri, headers, auth: { wallet: context.wallet } };
}

/** A telephone that is told so lists no missed call (RFC 3326 section 3.1). */
const completedElsewhere: Headers = { Reason: 'SIP;cause=200;text="Call completed elsewhere"' };

/** Which call ours takes the place of (RFC 3891), and who wants it to (RFC 3892). */
function summonsHeaders({ replaces, referredBy }: Summons): Headers {
  return {
    ...(replaces !== "" && { Replaces: replaces }),
    ...(referredBy !== "" && { "Referred-By": referredBy }),
  };
}

/** How a refusal ends the call, and what the peer has against our offer where that was it. */
function endedBy(error: unknown, rang: boolean, offer: string): LegNews {
  const status = refusedStatus(error);
  const end = { type: "ended", end: endOf(status, rang) } as const;
  if (!refusesOffer(status)) return end;
  const refused = { warnings: refusedHeader(error, "Warning"), description: refusedBody(error) };
  return { ...end, objection: objectionOf(refused, offer) };
}

/** What to do about a refusal: try again elsewhere or otherwise, or tell where the callers are sent. */
function afterRefusal(
  error: unknown,
  attempt: Attempt,
  domain: string,
): Readonly<{ again: Attempt | null; forwardedTo: string | null }> {
  const status = refusedStatus(error);
  const least = Number.parseInt(refusedHeader(error, "Min-SE"), 10);
  if (status === 422 && least > attempt.sessionSeconds && least <= longestSession)
    return { again: { ...attempt, sessionSeconds: least }, forwardedTo: null };
  if (status < 300 || status > 399) return { again: null, forwardedTo: null };
  const targets = listAddresses(refusedHeader(error, "Contact")).map(({ uri }) => placeOf(uri));
  const redirection = redirectionOf(targets, domain, attempt.followed);
  if (redirection === null) return { again: null, forwardedTo: null };
  const { to, follow } = redirection;
  return { again: follow ? { ...attempt, target: to, followed: true } : null, forwardedTo: to };
}

function bodyOf(dialog: Dialog): string {
  return dialog.remote.sdp;
}
