import { Headers } from "../message/message.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { hasOption, knowsOption } from "../message/option-tags.ts";
import { ownCseq } from "../message/essentials.ts";
import { readMinSe, readSessionExpires, SHORTEST_SESSION, writeSessionExpires } from "../message/session-expires.ts";
import type { Refresher } from "../message/session-expires.ts";
import type { ReceivedResponse } from "../transaction/received.ts";
import type { Core } from "./core.ts";
import type { Dialog } from "./dialog.ts";
import { detached, whenReady } from "./dispatch.ts";
import { bare, endDialog, prepare, sendAck } from "./in-dialog.ts";
import { SessionTimer } from "./session-timer.ts";

/** Requests whose acceptance agrees on a session timer (RFC 4028 section 4). */
export const AGREES_ON_SESSION: ReadonlySet<string> = new Set(["INVITE", "UPDATE"]);

const EXPIRED = 'SIP ;cause=408 ;text="Session timer expired"';
/** Another request was under way on one of the sides: the refresh waits, in milliseconds. */
const LATER = 4000;
/** The peer knows nothing of the call any more, or cannot be reached: it is over (RFC 4028 section 10). */
const LOST = new Set([408, 481]);

/** An INVITE or UPDATE of a call was accepted; `we` says which side of it was ours. */
export function sessionAgreed(
  core: Core,
  dialog: Dialog,
  { request, response }: { readonly request: SipRequest; readonly response: SipResponse },
  we: Refresher,
): void {
  const [own, theirs] = we === "uac" ? [request, response] : [response, request];
  if (own.body.length > 0) dialog.localDescription = own.body;
  dialog.takesUpdate ||= hasOption(theirs.headers, "Allow", "UPDATE");
  if (readSessionExpires(response.headers)) dialog.sessionTimer ??= sessionTimerOf(core, dialog);
  dialog.sessionTimer?.agree(response, we);
}

function sessionTimerOf(core: Core, dialog: Dialog): SessionTimer {
  return new SessionTimer({
    clock: core.clock,
    refresh: () => refresh(core, dialog),
    end: () => endDialog(core, dialog, EXPIRED, "session-expired"),
  });
}

/**
 * Refreshes a call on the engine's own account: with an UPDATE that changes nothing where the peer takes one, else with
 * the INVITE's last description once more (section 7.4).
 */
function refresh(core: Core, dialog: Dialog): void {
  const timer = dialog.sessionTimer;
  if (!timer) return;
  if (dialog.invitation?.open === true || dialog.incomingInvite) return timer.tryAgain(LATER);
  const sparse = refreshing(dialog, timer.seconds);
  const sent = whenReady(prepare(core, dialog, sparse), (prepared) => {
    if ("ok" in prepared) return timer.tryAgain(LATER);
    const { request, flow } = prepared;
    core.transactions.request(request, flow, {
      onResponse: (received) => onRefreshed(core, dialog, request, received),
      onEnd: () => undefined,
    });
    return undefined;
  });
  detached(core, sent);
}

function refreshing(dialog: Dialog, seconds: number): SipRequest {
  const headers = new Headers()
    .add("Supported", "timer")
    .add("Session-Expires", writeSessionExpires({ seconds, refresher: "uac" }));
  if (dialog.takesUpdate) return { ...bare("UPDATE", headers), headers: headers.add("Contact", dialog.localContact) };
  headers.add("Content-Type", "application/sdp");
  return { ...bare("INVITE", headers), body: dialog.localDescription };
}

function onRefreshed(core: Core, dialog: Dialog, request: SipRequest, { message }: ReceivedResponse): void {
  const { status, headers } = message;
  if (status < 200) return;
  if (status < 300) {
    if (request.method === "INVITE") detached(core, sendAck(core, dialog, bare("ACK"), ownCseq(request.headers)));
    dialog.refreshTarget(headers);
    dialog.sessionTimer?.agree(message, "uac");
  } else if (LOST.has(status)) {
    endDialog(core, dialog, EXPIRED, "session-expired");
  } else {
    if (status === 422) dialog.sessionTimer?.raise(readMinSe(headers));
    dialog.sessionTimer?.tryAgain(status === 422 ? 0 : LATER);
  }
}

/** The Session-Expires line our 2xx needs when the peer asked for a timer and the application said nothing (section 9). */
export function grantSession(request: SipRequest, headers: Headers): void {
  const asked = readSessionExpires(request.headers);
  if (!asked || headers.get("Session-Expires") !== undefined) return;
  const able = knowsOption(request.headers, "timer");
  const refresher = able ? (asked.refresher ?? "uac") : "uas";
  const seconds = Math.max(SHORTEST_SESSION, asked.seconds);
  headers.add("Session-Expires", writeSessionExpires({ seconds, refresher }));
  if (able && headers.get("Require") === undefined) headers.add("Require", "timer");
}

/** Whether a request asks for a shorter session than anybody may, and can be told so (section 9). */
export function isTooShort({ headers }: SipRequest): boolean {
  const asked = readSessionExpires(headers);
  return asked !== undefined && asked.seconds < SHORTEST_SESSION && knowsOption(headers, "timer");
}
