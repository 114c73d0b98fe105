import { answer } from "../message/answers.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import { serialise } from "../message/serialise.ts";
import { PATIENCE } from "../transaction/clock.ts";
import type { ReceivedRequest } from "../transaction/received.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { refused } from "./application.ts";
import { admit, isStrange, mergeKey } from "./admission.ts";
import type { Refusal, ServerPolicy } from "./admission.ts";
import type { Application, Outcome } from "./application.ts";
import { chosenTag, composeResponse, isSuccess } from "./compose-response.ts";
import type { Core } from "./core.ts";
import type { Dialog } from "./dialog.ts";
import { AGREES_ON_SESSION, sessionAgreed } from "./session.ts";
import { endDialog } from "./in-dialog.ts";
import { IncomingInvite } from "./incoming-invite.ts";
import { beforeInviteResponse, beginSubscription, echoedDialogId, reliableNumber } from "./open-request.ts";
import type { OpenRequest } from "./open-request.ts";
import { recordOfAnswer, recordRequest } from "./server-records.ts";
import type { Subscribing } from "./subscribing.ts";
import { subscribes } from "./subscription.ts";
import { readRack, ReliableProvisional } from "./reliable-provisional.ts";

const GONE = refused("Response not sent due to unknown transaction");
/** A silent application keeps a caller waiting twice as long as a request may travel; then the engine answers. */
const SILENCE = 2 * PATIENCE;

/** Finds the SUBSCRIBE of ours, still unanswered, that a NOTIFY between these tags may belong to. */
type FindSubscribing = (callId: string, ourTag: string) => Subscribing | undefined;

/** Requests from the network and their answers (RFC 3261 sections 8.2, 9.2, 12.2.2, 13.3, 14.2 and 15.1.2). */
export class UserAgentServer {
  readonly #core: Core;
  readonly #policy: ServerPolicy;
  readonly #subscribing: FindSubscribing;
  readonly #open = new Map<string, OpenRequest>();
  /** Call-ID, From tag and CSeq of the INVITEs being decided: the same one by another way is a loop (section 8.2.2.2). */
  readonly #merging = new Set<string>();

  constructor(core: Core, policy: ServerPolicy, subscribing: FindSubscribing) {
    this.#core = core;
    this.#policy = policy;
    this.#subscribing = subscribing;
  }

  /** Strangers hear nothing, so that whoever searches for telephones finds none here; the log does. */
  ignores(received: ReceivedRequest): boolean {
    if (!isStrange(received, this.#policy.trust)) return false;
    this.#core.note({ name: "request.untrusted", method: received.message.method });
    return true;
  }

  /** Takes a new request: to the application it is for, or to the refusal it deserves. */
  onRequest(transaction: ServerTransaction): void {
    const { received } = transaction;
    const awaited = this.#awaited(received);
    if (awaited) return awaited.hold(() => this.onRequest(transaction));
    const admission = admit(received, {
      ...this.#policy,
      dialogs: this.#core.dialogs,
      merging: this.#merging,
      undecided: this.#open.size,
    });
    if (!admission.admitted) return this.#refuse(transaction, admission);
    const { application, dialog } = admission;
    const { method } = received.message;
    if (dialog && method === "PRACK" && !this.#onPrack(transaction, dialog)) return this.#answer(transaction, 481);
    if (dialog && method === "BYE") this.#onBye(dialog);
    if (!dialog && method === "INVITE") this.#merging.add(mergeKey(received.essentials));
    this.#offer(transaction, application, dialog);
    return recordRequest(this.#core, received, dialog);
  }

  /** The SUBSCRIBE of ours whose 2xx a NOTIFY overtook. */
  #awaited({ message, essentials }: ReceivedRequest): Subscribing | undefined {
    const { callId, toTag, fromTag } = essentials;
    if (message.method !== "NOTIFY" || toTag === undefined) return undefined;
    return this.#core.dialogs.find(callId, toTag, fromTag) ? undefined : this.#subscribing(callId, toTag);
  }

  /** Takes the ACK to a 2xx. */
  onAck(received: ReceivedRequest): void {
    const { callId, toTag = "", fromTag, cseq } = received.essentials;
    const dialog = this.#core.dialogs.find(callId, toTag, fromTag);
    const invite = dialog?.incomingInvite;
    if (!dialog || !invite || invite.cseq !== cseq.number || !invite.signal("ack")) return;
    dialog.incomingInvite = undefined;
    const transactionId = invite.initial ? invite.transaction.id : this.#core.ids.uuid();
    dialog.application.onAck({ received, transactionId, dialogId: dialog.id });
  }

  /** Takes a CANCEL for an INVITE that is still open: it ends with 487, and the application is told. */
  onCancel(transaction: ServerTransaction, received: ReceivedRequest): void {
    const open = this.#open.get(transaction.id);
    if (!open) return;
    transaction.respond(answer(transaction.request, 487, open.localTag));
    this.#close(open);
    if (open.invite?.initial && open.dialog) this.#core.dialogs.delete(open.dialog);
    open.application.onCancel({ received, transactionId: transaction.id, dialogId: open.dialog?.id });
    if (!open.invite?.initial) return;
    const message = (): Buffer => serialise(received.message);
    this.#core.record({ kind: "stop", source: "network", end: "call-canceled", message });
  }

  /** Sends a response of the application. */
  respond(application: Application, transactionId: string, sparse: SipResponse): Outcome {
    const open = this.#open.get(transactionId);
    if (!open || open.application !== application || !open.transaction.open) return GONE;
    if (open.transaction.request.headers.get("To")?.includes("tag=") !== true) {
      open.localTag = open.dialog ? open.localTag : (chosenTag(sparse) ?? open.localTag);
    }
    const rseq = reliableNumber(this.#core, open, sparse);
    if (typeof rseq === "object") return rseq;
    const { received } = open.transaction;
    const response = composeResponse(received, sparse, open.localTag, rseq);
    if ("ok" in response) return response;
    open.watch();
    if (open.invite) beforeInviteResponse(this.#core, open, open.invite, response);
    else if (!open.dialog && subscribes(open.transaction.request) && isSuccess(response.status)) {
      beginSubscription(this.#core, open, response);
    }
    const bytes = open.transaction.respond(response);
    if (!bytes) return GONE;
    if (open.invite && isSuccess(response.status)) open.invite.signal("success");
    if (rseq !== undefined) this.#awaitPrack(open, rseq, bytes);
    if (response.status >= 200) this.#afterFinal(open, received.message, response);
    const echoed = recordOfAnswer(this.#core, open, response.status, bytes);
    const dialogId = echoedDialogId(this.#core, open);
    return { ok: true, transactionId, bytes, flow: received.flow, dialogId, toInvite: !!open.invite, echoed };
  }

  /** Gives a request away that the application wants proxied; undefined when it is not its own or was answered. */
  handOver(application: Application, transactionId: string): ServerTransaction | undefined {
    const open = this.#open.get(transactionId);
    if (!open || open.application !== application || !open.transaction.open || open.dialog) return undefined;
    open.invite?.signal("failure");
    this.#close(open);
    return open.transaction;
  }

  /** Gives a request to another application, which gets it as if it came now. */
  giveTo(application: Application, from: Application, transactionId: string): void {
    const open = this.#open.get(transactionId);
    if (!open || open.application !== from) return;
    if (!application.alive) return this.#giveUp(open);
    open.application = application;
    application.onRequest({ received: open.transaction.received, transactionId, dialogId: undefined });
  }

  /** Forgets an application that is gone: nobody is left to answer for it. */
  forget(application: Application): void {
    for (const open of this.#open.values()) {
      if (open.application === application) this.#giveUp(open);
    }
  }

  /** Stops every timer. */
  stop(): void {
    for (const open of this.#open.values()) {
      open.watch();
      open.invite?.signal("failure");
      open.reliable?.signal("final");
    }
    this.#open.clear();
  }

  /** A BYE ends the dialog at once; an INVITE still open in it is answered with 487 (section 15.1.2). */
  #onBye(dialog: Dialog): void {
    this.#core.dialogs.delete(dialog);
    const invite = dialog.incomingInvite;
    if (!invite) return;
    const open = this.#open.get(invite.transaction.id);
    if (invite.state === "offered" && open) {
      invite.transaction.respond(answer(invite.transaction.request, 487, open.localTag));
      this.#close(open);
    }
    invite.signal("failure");
    dialog.incomingInvite = undefined;
  }

  #awaitPrack(open: OpenRequest, rseq: number, bytes: Buffer): void {
    open.reliable?.signal("final");
    open.reliable = new ReliableProvisional({
      rseq,
      clock: this.#core.clock,
      send: () => open.transaction.transmit(bytes),
      giveUp: () => this.#giveUp(open),
    });
  }

  #onPrack({ request }: ServerTransaction, dialog: Dialog): boolean {
    const rack = readRack(request.headers.get("RAck") ?? "");
    const invite = dialog.incomingInvite;
    const reliable = invite && this.#open.get(invite.transaction.id)?.reliable;
    if (!rack || rack.cseq !== invite?.cseq || rack.rseq !== reliable?.rseq) return false;
    return reliable.signal("prack");
  }

  #offer(transaction: ServerTransaction, application: Application, dialog: Dialog | undefined): void {
    const { received, id, localTag } = transaction;
    const open: OpenRequest = {
      transaction,
      application,
      invite: undefined,
      localTag,
      dialog,
      reliable: undefined,
      watch: () => undefined,
    };
    if (received.message.method === "INVITE") this.#openInvite(open);
    open.watch = this.#core.clock.after(open.invite ? SILENCE : PATIENCE, () => this.#onSilence(open));
    this.#open.set(id, open);
    application.onRequest({ received, transactionId: id, dialogId: dialog?.id });
  }

  #openInvite(open: OpenRequest): void {
    const { transaction, dialog } = open;
    open.invite = new IncomingInvite(transaction, dialog === undefined, this.#core.clock, () => {
      if (open.dialog) this.#onAckTimeout(open.dialog);
    });
    if (dialog) dialog.incomingInvite = open.invite;
  }

  /** No ACK in 32 s: the call is not one (section 13.3.1.4). */
  #onAckTimeout(dialog: Dialog): void {
    this.#core.note({ name: "dialog.ack-timeout", dialogId: dialog.id });
    endDialog(this.#core, dialog, 'SIP ;cause=200 ;text="ACK timeout"');
  }

  #onSilence(open: OpenRequest): void {
    this.#core.note({ name: "request.unanswered", method: open.transaction.request.method });
    this.#giveUp(open);
  }

  /** A caller gets 480; other requests get nothing, because a late answer to them does harm (RFC 4320). */
  #giveUp(open: OpenRequest): void {
    this.#close(open);
    if (open.invite?.initial && open.dialog) this.#core.dialogs.delete(open.dialog);
    if (open.invite?.state === "offered") this.#answer(open.transaction, 480);
    else if (!open.invite) open.transaction.stop();
    open.invite?.signal("failure");
  }

  #afterFinal(open: OpenRequest, message: SipRequest, response: SipResponse): void {
    const { status } = response;
    open.dialog?.subscription?.onAnswered(message, response);
    if (open.dialog && isSuccess(status) && AGREES_ON_SESSION.has(message.method)) {
      open.dialog.refreshTarget(message.headers);
      sessionAgreed(this.#core, open.dialog, { request: message, response }, "uas");
    }
    if (!isSuccess(status)) {
      open.invite?.signal("failure");
      if (open.dialog && open.dialog.incomingInvite === open.invite) open.dialog.incomingInvite = undefined;
    }
    this.#close(open);
  }

  #close(open: OpenRequest): void {
    open.watch();
    open.reliable?.signal("final");
    this.#open.delete(open.transaction.id);
    if (open.invite?.initial) this.#merging.delete(mergeKey(open.transaction.received.essentials));
  }

  #refuse(transaction: ServerTransaction, { status, reason, line, event }: Refusal): void {
    if (event) this.#core.note(event);
    const response = answer(transaction.request, status, transaction.localTag, reason);
    if (line) response.headers.add(line.name, line.value);
    transaction.respond(response);
  }

  #answer(transaction: ServerTransaction, status: number): void {
    transaction.respond(answer(transaction.request, status, transaction.localTag));
  }
}
