import type { SipResponse } from "../message/message.ts";
import { hasOption, knowsOption } from "../message/option-tags.ts";
import type { Stop } from "../transaction/clock.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { ownContact } from "../transport/own-address.ts";
import { refused } from "./application.ts";
import type { Application, NotSent } from "./application.ts";
import { isSuccess } from "./compose-response.ts";
import type { Core } from "./core.ts";
import { dialogOfRequest } from "./dialog.ts";
import type { Dialog } from "./dialog.ts";
import type { IncomingInvite } from "./incoming-invite.ts";
import type { ReliableProvisional } from "./reliable-provisional.ts";
import { secondsOf, Subscription } from "./subscription.ts";

/** A request from the network that an application has to answer. */
export type OpenRequest = {
  readonly transaction: ServerTransaction;
  application: Application;
  invite: IncomingInvite | undefined;
  localTag: string;
  dialog: Dialog | undefined;
  /** The latest provisional response that must arrive. */
  reliable: ReliableProvisional | undefined;
  watch: Stop;
};

const NO_100REL = refused("Remote endpoint does not support 100rel");

/** The RSeq of a response that asks to be reliable; a refusal when the peer cannot confirm it (RFC 3262 section 3). */
export function reliableNumber(
  core: Core,
  open: OpenRequest,
  { status, headers }: SipResponse,
): number | NotSent | undefined {
  if (!open.invite || status <= 100 || status >= 200 || !hasOption(headers, "Require", "100rel")) return undefined;
  const able = knowsOption(open.transaction.request.headers, "100rel");
  return able ? (open.reliable?.rseq ?? core.ids.cseq()) + 1 : NO_100REL;
}

/** What a response to an INVITE does to its dialog before it leaves: a tag begins one, a 2xx confirms it, a refusal ends it (section 12.1). */
export function beforeInviteResponse(
  core: Core,
  open: OpenRequest,
  invite: IncomingInvite,
  response: SipResponse,
): void {
  if (response.status > 100 && response.status < 300 && !open.dialog) core.dialogs.add(newDialog(core, open, response));
  if (!open.dialog) return;
  if (isSuccess(response.status)) {
    open.dialog.state = "confirmed";
    open.dialog.localContact = response.headers.get("Contact") ?? open.dialog.localContact;
    open.dialog.incomingInvite = invite;
  }
  if (response.status >= 300 && invite.initial) core.dialogs.delete(open.dialog);
}

/** Our 2xx to a SUBSCRIBE or REFER begins the dialog in which we notify (RFC 6665 section 4.2.1). */
export function beginSubscription(core: Core, open: OpenRequest, response: SipResponse): void {
  const dialog = newDialog(core, open, response);
  const seconds = secondsOf(open.transaction.request, response);
  dialog.begin(new Subscription(core.clock, seconds, () => core.dialogs.delete(dialog)));
  core.dialogs.add(dialog);
}

function newDialog(core: Core, open: OpenRequest, response: SipResponse): Dialog {
  const { received } = open.transaction;
  const { callId, fromTag = "" } = received.essentials;
  const localContact = response.headers.get("Contact") ?? ownContact(received.flow);
  const id = core.dialogs.calledId(callId, fromTag);
  const parts = { id, application: open.application, localContact, localCseq: core.ids.cseq() };
  open.dialog = dialogOfRequest(parts, received, open.localTag);
  open.dialog.incomingInvite = open.invite;
  return open.dialog;
}

/** The echo of an answer names the dialog while there is one: not after a BYE, and never outside. */
export function echoedDialogId(core: Core, open: OpenRequest): string | undefined {
  if (open.dialog && core.dialogs.get(open.dialog.id) === open.dialog) return open.dialog.id;
  if (!open.invite) return undefined;
  const { callId, fromTag = "" } = open.transaction.received.essentials;
  return open.dialog?.id ?? core.dialogs.calledId(callId, fromTag);
}
