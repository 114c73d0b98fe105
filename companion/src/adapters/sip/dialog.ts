import type { CallEnd } from "@twp/shared/protocol/index.ts";
import type { Leg, LegNews } from "../../features/calls/ports.ts";
import { headerText } from "../../srf/headers.ts";
import { vouchedFor } from "./address.ts";
import type { SipMessage, SipRequest, Responder, Dialog, Headers, SipResponse } from "../../srf/application.ts";
import type { LineContext } from "./line.ts";
import { oneOrigin } from "./origin.ts";
import { createReferrals } from "./referral.ts";
import { hearSummons } from "./summons.ts";

/** The part of a leg that needs its dialog. */
export type DialogLeg = Leg & Readonly<{ over: () => boolean }>;

const glare = 491;
const sdp = "application/sdp";
/** A new offer that said nothing of the session's timer would end it (RFC 4028 section 7.1). */
const session = (seconds: number): Headers => ({ Supported: "timer", "Session-Expires": String(seconds) });
const usualSession = 1800;

/**
 * Follows an answered dialog of this line: tells what the peer does with it, and does what we ask of it.
 * `peer` is the address at which others reach it; `awaitsAnswer` says that our offer went out in a 200, so that the answer comes in the ACK (RFC 3264 section 4, late offer).
 */
export function followDialog(
  context: LineContext,
  dialog: Dialog,
  peer: string,
  news: (news: LegNews) => void,
  awaitsAnswer = false,
): DialogLeg {
  let awaiting = awaitsAnswer;
  let over = false;
  const left = Promise.withResolvers<never>();
  left.promise.catch(() => undefined);
  const leave = (): void => {
    over = true;
    left.reject(new Error("the call is over"));
  };
  const end = (reason: CallEnd): void => {
    if (over) return;
    leave();
    news({ type: "ended", end: reason });
  };
  const identify = (message: SipMessage): void => tellIdentity(message, news);
  const offers = createOffers(dialog, left.promise);
  const described = oneOrigin(dialog.local.sdp);
  dialog.on("destroy", () => end("hung-up-by-peer"));
  dialog.on("modify", (request, response) => {
    if (offers.open()) return response.send(glare);
    identify(request);
    awaiting = request.body === "";
    takeReoffer(dialog, request, response, described, news);
  });
  dialog.on("ack", (ack) => {
    if (awaiting && ack.body !== "") news({ type: "lateAnswer", answer: ack.body });
    awaiting = false;
  });
  dialog.on("update", (request, response) => {
    if (request.body !== "" && offers.open()) return response.send(glare);
    identify(request);
    if (request.body === "") return response.send(200, { headers: { Contact: dialog.local.contact } });
    takeReoffer(dialog, request, response, described, news);
  });
  hearSummons(context, dialog, news);
  return {
    over: () => over,
    hangUp() {
      if (over) return;
      leave();
      dialog.destroy(() => undefined);
    },
    async reoffer(description) {
      const response = await offers.make(described(description), () => over);
      // RFC 3261 section 14.1: the peer knows this dialog no more.
      if (response.status === 481 || response.status === 408) end("hung-up-by-peer");
      if (response.status !== 200) throw new Error(`the peer answered ${response.status}`);
      return response.body;
    },
    async sendDigit(digit) {
      await requestIn(dialog, "INFO", `Signal=${digit}\r\nDuration=160\r\n`, "application/dtmf-relay");
    },
    ...createReferrals(context, dialog, peer),
  };
}

/** Our own changes of the session, each made again where the peer's crosses it or wants a longer timer; `left` rejects once the call is over. */
function createOffers(dialog: Dialog, left: Promise<never>) {
  let open = false;
  const offer = async (description: string, seconds = usualSession): Promise<SipResponse> => {
    open = true;
    try {
      // A drachtio-server tells nothing more of an offer once the call is over.
      return await Promise.race([requestIn(dialog, "INVITE", description, sdp, session(seconds)), left]);
    } finally {
      open = false;
    }
  };
  return {
    open: () => open,
    async make(description: string, over: () => boolean): Promise<SipResponse> {
      let response = await offer(description);
      if (response.status === glare && !over()) {
        await new Promise((resolve) => setTimeout(resolve, glareWait()));
        response = await offer(description);
      }
      const least = Number.parseInt(headerText(response, "Min-SE"), 10);
      return response.status === 422 && least > usualSession && !over() ? offer(description, least) : response;
    },
  };
}

/** Tells who is at the other end, where the message says (RFC 4916). */
export function tellIdentity(message: SipMessage, news: (news: LegNews) => void): void {
  const identity = vouchedFor(message);
  if (identity !== null) news({ type: "identified", ...identity });
}

/** What a leg can do only once it is answered: before, it has no place, takes no wish, and rejects the rest. */
export function throughDialog(dialog: () => DialogLeg | null): Omit<Leg, "hangUp"> {
  const answered = (): DialogLeg => {
    const found = dialog();
    if (found === null) throw new Error("not answered yet");
    return found;
  };
  return {
    reoffer: async (description) => answered().reoffer(description),
    sendDigit: async (digit) => answered().sendDigit(digit),
    place: () => dialog()?.place() ?? null,
    isNamed: (replaces) => dialog()?.isNamed(replaces) ?? false,
    takesReferrals: () => dialog()?.takesReferrals() ?? false,
    refer: async (to, told) => answered().refer(to, told),
  };
}

/** RFC 3261 section 14.1: between 2.1 and 4 s for the side that owns the Call-ID, up to 2 s for the other; one that suits both. */
function glareWait(): number {
  return 500 + Math.random() * 1500;
}

/** The peer changes the session; whatever we decide is said once. */
function takeReoffer(
  dialog: Dialog,
  request: SipRequest,
  response: Responder,
  described: (description: string) => string,
  news: (news: LegNews) => void,
): void {
  let replied = false;
  const once = (act: () => void): void => {
    if (!replied) act();
    replied = true;
  };
  news({
    type: "reoffered",
    offer: request.body,
    reply: {
      accept: (description) =>
        once(() =>
          response.send(200, {
            body: described(description),
            headers: { Contact: dialog.local.contact, "Content-Type": sdp, ...grantedSession(request) },
          }),
        ),
      refuse: () => once(() => response.send(488)),
    },
  });
}

/**
 * What a peer that refreshes its call must read in the answer, or it does so no more (RFC 4028 section 9). The embedded engine says it
 * by itself; a drachtio-server does not, and would end the call when the next refresh stays away.
 */
function grantedSession(request: SipRequest): Headers {
  const asked = headerText(request, "Session-Expires");
  const [, seconds] = /^(\d{1,9})\s*;\s*refresher\s*=\s*uac$/iu.exec(asked.trim()) ?? [];
  return seconds === undefined ? {} : { "Session-Expires": `${seconds};refresher=uac`, Require: "timer" };
}

function requestIn(
  dialog: Dialog,
  method: string,
  body: string,
  type: string,
  more: Headers = {},
): Promise<SipResponse> {
  return new Promise((resolve, reject) => {
    const headers = { Contact: dialog.local.contact, "Content-Type": type, ...more };
    dialog.request({ method, body, headers }, (error, response) => {
      if (response === undefined) reject(new Error("the request could not be sent", { cause: error }));
      else if (response.status >= 200) resolve(response);
    });
  });
}
