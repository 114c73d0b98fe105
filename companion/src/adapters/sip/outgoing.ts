import { endOf } from "../../features/calls/ends.ts";
import type { Leg, LegNews } from "../../features/calls/ports.ts";
import { escapeUser } from "./address.ts";
import { followDialog, type DialogLeg } from "./dialog.ts";
import { contactOf, type LineContext } from "./line.ts";
import type { SentRequest, Dialog, SipResponse } from "../../srf/application.ts";
import { refusedStatus } from "../../srf/headers.ts";

/*
 *  INVITE ──▶ 18x ──▶ 200 ──▶ dialog ──▶ BYE
 *     └─ hang up: CANCEL as soon as the INVITE is out; a 200 that crosses it is ended by BYE
 */

/** Sends the INVITE and follows what becomes of it. */
export function dialOut(context: LineContext, target: string, offer: string, news: (news: LegNews) => void): Leg {
  const { credentials, wallet, from, userAgent } = context;
  const hop = context.hop();
  let sent: SentRequest | null = null;
  let dialog: DialogLeg | null = null;
  let given = false;
  let rang = false;

  const progress = (response: SipResponse): void => {
    if (given || response.status < 180) return;
    rang ||= response.status === 180;
    if (response.body !== "") news({ type: "earlyMedia", answer: response.body });
    else if (response.status === 180) news({ type: "ringing" });
  };
  const finish = (error: unknown, answered?: Dialog): void => {
    if (answered === undefined) {
      if (!given) news({ type: "ended", end: endOf(refusedStatus(error), rang) });
      return;
    }
    dialog = followDialog(answered, news);
    if (given) return dialog.hangUp();
    news({ type: "answered", answer: bodyOf(answered) });
  };

  context.srf.createUAC(
    requestUri(target, credentials.domain),
    {
      localSdp: offer,
      proxy: hop.uri,
      headers: { From: from, Contact: contactOf(context, hop), "User-Agent": userAgent },
      auth: { wallet },
    },
    {
      cbRequest(_error, request) {
        sent = request ?? null;
        if (given) sent?.cancel(() => undefined);
      },
      cbProvisional: progress,
    },
    finish,
  );
  const inDialog = (): DialogLeg => {
    if (dialog === null) throw new Error("not answered yet");
    return dialog;
  };
  return {
    hangUp() {
      if (dialog !== null) return dialog.hangUp();
      if (!given) sent?.cancel(() => undefined);
      given = true;
    },
    reoffer: async (description) => inDialog().reoffer(description),
    sendDigit: async (digit) => inDialog().sendDigit(digit),
  };
}

function bodyOf(dialog: Dialog): string {
  return dialog.remote.sdp;
}

/** A number is called at the account's own domain; an address where it says. */
function requestUri(target: string, domain: string): string {
  if (target.includes("@")) return `sip:${target}`;
  return `sip:${escapeUser(target)}@${domain}`;
}
