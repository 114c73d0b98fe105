import { Headers, NO_BODY } from "../message/message.ts";
import type { SipRequest } from "../message/message.ts";
import { serialise } from "../message/serialise.ts";
import type { ClientTransaction, ClientUser } from "../transaction/client-transaction.ts";
import { fitted } from "../transaction/failover.ts";
import type { Prepared } from "../transaction/failover.ts";
import type { Flow } from "../transport/flow.ts";
import type { NotSent } from "./application.ts";
import type { CallEnd, RecordSource } from "./call-record.ts";
import { composeInDialog, nextCseq, targetOf } from "./compose-request.ts";
import type { Core } from "./core.ts";
import type { Dialog } from "./dialog.ts";
import { detached, requestLine, wayToUri, whenReady } from "./dispatch.ts";
import type { Soon } from "./dispatch.ts";

/** For requests whose response changes nothing. */
export const NOBODY: ClientUser = { onResponse: () => undefined, onEnd: () => undefined };

/** An ACK that is on its way; kept to be sent again. */
export type SentAck = { readonly bytes: Buffer; readonly flow: Flow };

/** A message of the engine's own, to be filled in by the dialog. */
export function bare(method: string, headers = new Headers()): SipRequest {
  return { kind: "request", method, uri: "sip:placeholder", headers, body: NO_BODY };
}

/** Finds the way of a dialog's request and fills it in; `cseq` is given for an ACK, which repeats the INVITE's. */
export function prepare(core: Core, dialog: Dialog, sparse: SipRequest, cseq?: number): Soon<Prepared | NotSent> {
  const { nextHop } = dialog.route(targetOf(dialog, sparse));
  return whenReady(wayToUri(core, nextHop, requestLine(sparse)), (way) => {
    if ("ok" in way) return way;
    const number = cseq ?? nextCseq(dialog, sparse);
    const composed = composeInDialog(dialog, sparse, way.flow, number, core.ids);
    return "ok" in composed ? composed : onlyWhenUnreachable(fitted(composed, way));
  });
}

/** Whoever answered in this dialog is the one to ask; others only when nothing can reach it. */
function onlyWhenUnreachable({ request, flow, elsewhere }: Prepared): Prepared {
  return { request, flow, elsewhere: (failure) => (failure.why === "unreachable" ? elsewhere(failure) : undefined) };
}

/** Sends the ACK to a 2xx: it has no transaction (RFC 3261 section 13.2.2.4). */
export function sendAck(core: Core, dialog: Dialog, sparse: SipRequest, cseq: number): Soon<SentAck | NotSent> {
  return whenReady(prepare(core, dialog, sparse, cseq), (prepared) => {
    if ("ok" in prepared) return prepared;
    const ack = { bytes: serialise(prepared.request), flow: prepared.flow };
    ack.flow.send(ack.bytes);
    return ack;
  });
}

/** What a record of a call's end says, but for the message. */
export type RecordedEnd = { readonly source: RecordSource; readonly end: CallEnd };

/** Records that a call which stood has ended; once. */
export function recordEnd(core: Core, dialog: Dialog, { source, end }: RecordedEnd, message: () => Buffer): void {
  if (dialog.state !== "confirmed" || dialog.endRecorded) return;
  dialog.endRecorded = true;
  core.record({ kind: "stop", source, end, message });
}

/** Ends a dialog on the engine's own account with a BYE; `reason` is the value of its Reason field. */
export function sendBye(
  core: Core,
  dialog: Dialog,
  reason?: string,
  end: CallEnd = "system-initiated-termination",
): Soon<ClientTransaction | NotSent> {
  const headers = new Headers();
  if (reason !== undefined) headers.add("Reason", reason);
  core.dialogs.delete(dialog);
  return whenReady(prepare(core, dialog, bare("BYE", headers)), (prepared) => {
    if ("ok" in prepared) return prepared;
    const bye = core.transactions.request(prepared.request, prepared.flow, NOBODY, prepared.elsewhere);
    recordEnd(core, dialog, { source: "application", end }, () => bye.bytes);
    return bye;
  });
}

/** The same, and the application is told: for it the dialog ends without a request from the network. */
export function endDialog(core: Core, dialog: Dialog, reason: string, end?: CallEnd): void {
  const told = whenReady(sendBye(core, dialog, reason, end), (bye) => {
    if ("ok" in bye || !dialog.application.alive) return;
    dialog.application.onOwnRequest({ bytes: bye.bytes, flow: bye.flow, dialogId: dialog.id });
  });
  detached(core, told);
}
