import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import { endOfCancelled } from "../../features/calls/ends.ts";
import type { Caller, LegNews } from "../../features/calls/ports.ts";
import { callerUri, identityOf, redirectorOf } from "./address.ts";
import { answerAfterOf } from "./automatic-answer.ts";
import { followDialog, throughDialog, type DialogLeg } from "./dialog.ts";
import { allowed, contactOf, supported, type LineContext } from "./line.ts";
import { headerText } from "../../srf/headers.ts";
import type { SipRequest, Responder, SipMessage } from "../../srf/application.ts";

type Listener = (caller: Caller) => (news: LegNews) => void;

/** A caller at the door, from the INVITE to the dialog. */
export function takeCaller(
  request: SipRequest,
  response: Responder,
  context: LineContext,
  listener: () => Listener | null,
): void {
  const hear = listener();
  if (hear === null) return response.send(480);
  const own = {
    Contact: contactOf(context, context.hop()),
    "User-Agent": context.userAgent,
    Allow: allowed,
    Supported: supported,
  };
  let gone = false;
  let answered = false;
  let dialog: DialogLeg | null = null;
  let news: (news: LegNews) => void = () => undefined;

  request.on("cancel", (cancel) => {
    if (answered || gone) return;
    gone = true;
    news({ type: "ended", end: endOfCancelled(reasonOf(cancel)) });
  });
  const answer = (description: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (gone) return reject(new Error("the caller has gone"));
      answered = true;
      const options = { localSdp: description, headers: own };
      context.srf.createUAS(request, response, options, (error, created) => {
        if (created === undefined) return reject(new Error("the answer could not be sent", { cause: error }));
        dialog = followDialog(context, created, callerUri(request), (told) => news(told), request.body === "");
        resolve();
      });
    });
  const refuse = (status: number, headers: Record<string, string> = {}): void => {
    if (gone || answered) return;
    gone = true;
    response.send(status, { headers });
  };
  const caller: Caller = {
    ...identityOf(request),
    redirectedBy: redirectorOf(request),
    answerAfter: answerAfterOf(request),
    replaces: headerText(request, "Replaces"),
    offer: request.body,
    ring: () => gone || response.send(180, { headers: own }),
    answer,
    forward: (target) => refuse(302, redirection(target, request, context)),
    refuse,
    hangUp: () => (dialog === null ? refuse(480) : dialog.hangUp()),
    ...throughDialog(() => dialog),
  };
  news = hear(caller);
  news({ type: "traced", callId: headerText(request, "Call-ID") });
}

/** Where the caller is sent, and who did so, the last one first: we, and whoever sent it on before us (RFC 5806 section 5.1). */
function redirection(target: string, request: SipRequest, { credentials: { user, domain } }: LineContext) {
  const before = headerText(request, "Diversion");
  const own = `<${uriOf(user, domain)}>;reason=deflection;counter=1`;
  return { Contact: `<${uriOf(target, domain)}>`, Diversion: before === "" ? own : `${own}, ${before}` };
}

function reasonOf(cancel: SipMessage | undefined): string {
  return cancel?.has("Reason") === true ? cancel.get("Reason") : "";
}
