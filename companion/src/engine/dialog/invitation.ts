import { cancelFor } from "../message/answers.ts";
import { Headers } from "../message/message.ts";
import type { SipRequest } from "../message/message.ts";
import { tagOf } from "../message/name-addr.ts";
import type { ClientTransaction } from "../transaction/client-transaction.ts";
import type { ReceivedResponse } from "../transaction/received.ts";
import { ownContact } from "../transport/own-address.ts";
import type { Application, NotSent } from "./application.ts";
import { finished, applicationHeaders } from "./compose.ts";
import type { Core } from "./core.ts";
import { contactUri, dialogOfResponse, followFork } from "./dialog.ts";
import type { Dialog } from "./dialog.ts";
import { detached, whenReady } from "./dispatch.ts";
import type { Soon } from "./dispatch.ts";
import { sessionAgreed } from "./session.ts";
import { bare, endDialog, NOBODY, sendAck, sendBye } from "./in-dialog.ts";
import type { SentAck } from "./in-dialog.ts";

/**
 * How far taking an INVITE back has come.
 *
 *            cancel                 1xx              2xx
 *   wanted ---------->  held  ------------> sent ----------+
 *      |     (no 1xx yet)  \   2xx                         v
 *      |                    +--------------------------> raced -- our ACK --> BYE
 *      |     cancel (1xx came)              2xx            ^
 *      +----------------------> sent ----------------------+
 */
type Taking = "wanted" | "held" | "sent" | "raced";

/** What an invitation is begun with. */
export type InvitationParts = {
  readonly core: Core;
  readonly application: Application;
  readonly dialogId: string;
  readonly cseq: number;
  /** The dialog of a re-INVITE; a call has none yet. */
  readonly dialog: Dialog | undefined;
};

/** How often 2xx of late forks are ended: a peer that makes them up costs two requests each. */
const MAX_FORKS_ENDED = 64;

/** One INVITE of ours: the dialogs it begins, its ACK, its CANCEL (RFC 3261 sections 9.1, 13.2 and 14.1). */
export class Invitation {
  readonly application: Application;
  readonly dialogId: string;
  readonly #core: Core;
  readonly #cseq: number;
  readonly #initial: boolean;
  #dialog: Dialog | undefined;
  #transaction: ClientTransaction | undefined;
  #finalStatus: number | undefined;
  #forksEnded = 0;
  /** The To tag of the first 2xx; another tag is a fork that answered too late. */
  #wonBy: string | undefined;
  #ack: SentAck | undefined;
  #taking: Taking = "wanted";
  #heldCancel: SipRequest | undefined;
  /** Reliable provisional responses that came, by the fork and the number. */
  readonly #reliable = new Map<string, ReceivedResponse>();

  constructor(parts: InvitationParts) {
    this.application = parts.application;
    this.dialogId = parts.dialogId;
    this.#core = parts.core;
    this.#cseq = parts.cseq;
    this.#dialog = parts.dialog;
    this.#initial = parts.dialog === undefined;
    if (parts.dialog) parts.dialog.invitation = this;
  }

  /** Whether a final response is still to come. */
  get open(): boolean {
    return this.#finalStatus === undefined;
  }

  /** Whether nobody has begun to take it back. */
  get wanted(): boolean {
    return this.#taking === "wanted";
  }

  /** Tells which transaction carries it. */
  carriedBy(transaction: ClientTransaction): void {
    this.#transaction = transaction;
  }

  /** Takes a response; true when the application should see it. */
  onResponse(received: ReceivedResponse): boolean {
    const { status } = received.message;
    if (status < 200) this.#releaseCancel();
    if (status === 100) return false;
    if (status < 200) return this.#onProvisional(received);
    if (status < 300) return this.#onSuccess(received);
    this.#onFailure(status);
    return true;
  }

  /** Takes the INVITE back. The CANCEL that was or will be sent, or undefined when it is too late. */
  cancel(given: Headers): SipRequest | undefined {
    const transaction = this.#transaction;
    if (!transaction || (!this.open && (transaction.state !== "accepted" || this.#ack))) return undefined;
    const extra = applicationHeaders(given, transaction.flow);
    const cancel = finished(cancelFor(transaction.request, extra));
    if (!this.open) this.#taking = "raced";
    else if (transaction.state === "calling") this.#holdCancel(cancel);
    else this.#sendCancel(cancel);
    return cancel;
  }

  /** Turns the early dialog to the fork whose response with that RSeq a PRACK confirms; others may have rung since. */
  turnTo(rseq: number): void {
    const dialog = this.#dialog;
    if (!dialog || this.#wonBy !== undefined) return;
    const matching = [...this.#reliable].filter(([key]) => key.endsWith(` ${rseq}`)).map(([, received]) => received);
    if (matching.some(({ essentials }) => essentials.toTag === tagOf(dialog.remote))) return;
    const [fork] = matching;
    if (fork) followFork(dialog, fork);
  }

  /** The application's ACK; `not-ours` when the final response was no 2xx and the transaction acknowledged it. */
  acknowledge(sparse: SipRequest): Soon<SentAck | NotSent | "not-ours"> {
    const dialog = this.#dialog;
    if (!dialog || this.#wonBy === undefined) return "not-ours";
    return whenReady(sendAck(this.#core, dialog, sparse, this.#cseq), (ack) => {
      if ("ok" in ack) return ack;
      this.#ack = ack;
      if (sparse.body.length > 0) dialog.localDescription = sparse.body;
      // After the echo of the ACK: the application must not learn of the end before it knows that the call stood.
      if (this.#taking === "raced" && this.#initial) this.#core.clock.after(0, () => this.#endRace(dialog));
      return ack;
    });
  }

  #onProvisional(received: ReceivedResponse): boolean {
    if (this.#isRepeated(received)) return false;
    this.#follow(received);
    return true;
  }

  /** A reliable provisional response that came before: its PRACK is on the way (RFC 3262 section 4). */
  #isRepeated(received: ReceivedResponse): boolean {
    const { message, essentials } = received;
    const rseq = message.headers.get("RSeq");
    if (rseq === undefined) return false;
    const key = `${essentials.toTag} ${rseq}`;
    if (this.#reliable.has(key)) return true;
    this.#reliable.set(key, received);
    return false;
  }

  #follow(received: ReceivedResponse): void {
    const { toTag } = received.essentials;
    if (!this.#initial || toTag === undefined || this.#wonBy !== undefined) return;
    const dialog = this.#dialog;
    if (!dialog) this.#begin(received);
    else if (tagOf(dialog.remote) !== toTag || contactUri(received.message.headers) !== undefined) {
      followFork(dialog, received);
    }
  }

  /**
   * The first 2xx makes the call; a repeated one gets the ACK again; another tag is a fork nobody wants any more, and so
   * is the first when the application is gone.
   */
  #onSuccess(received: ReceivedResponse): boolean {
    const { toTag = "" } = received.essentials;
    if (!this.application.alive) {
      this.#endFork(received);
      return false;
    }
    if (this.#wonBy === undefined) {
      this.#wonBy = toTag;
      this.#finalStatus = received.message.status;
      this.#confirm(received);
      return true;
    }
    if (this.#wonBy !== toTag) this.#endFork(received);
    else if (this.#ack) this.#ack.flow.send(this.#ack.bytes);
    return false;
  }

  #confirm(received: ReceivedResponse): void {
    const dialog = this.#dialog ?? this.#begin(received);
    if (!dialog) return;
    if (this.#initial) followFork(dialog, received);
    else dialog.refreshTarget(received.message.headers);
    dialog.state = "confirmed";
    const request = this.#transaction?.request;
    if (request && this.#initial) sessionAgreed(this.#core, dialog, { request, response: received.message }, "uac");
    if (this.#taking !== "wanted") this.#taking = "raced";
  }

  #begin(received: ReceivedResponse): Dialog | undefined {
    const dialog = this.#dialogOf(received);
    if (!dialog) return undefined;
    dialog.invitation = this;
    this.#dialog = dialog;
    this.#core.dialogs.add(dialog);
    return dialog;
  }

  #dialogOf(received: ReceivedResponse): Dialog | undefined {
    const transaction = this.#transaction;
    if (!transaction) return undefined;
    const localContact = transaction.request.headers.get("Contact") ?? ownContact(transaction.flow);
    const parts = { id: this.dialogId, application: this.application, localContact };
    return dialogOfResponse(parts, received, transaction.request.uri);
  }

  #onFailure(status: number): void {
    this.#finalStatus = status;
    if (!this.#initial) return;
    if (this.#dialog) this.#core.dialogs.delete(this.#dialog);
    this.#dialog = undefined;
  }

  /** The engine ends a late fork by itself: ACK, then BYE (section 13.2.2.4). */
  #endFork(received: ReceivedResponse): void {
    const fork = this.#forksEnded < MAX_FORKS_ENDED ? this.#dialogOf(received) : undefined;
    if (!fork) return;
    this.#forksEnded += 1;
    this.#core.note({ name: "dialog.fork-ended", dialogId: this.dialogId });
    const ended = whenReady(sendAck(this.#core, fork, bare("ACK"), this.#cseq), () => sendBye(this.#core, fork));
    detached(this.#core, ended);
  }

  #endRace(dialog: Dialog): void {
    this.#core.note({ name: "dialog.cancel-race", dialogId: dialog.id });
    endDialog(this.#core, dialog, 'SIP ;cause=200 ;text="ACK-BYE due to cancel race condition"');
  }

  #holdCancel(cancel: SipRequest): void {
    this.#taking = "held";
    this.#heldCancel = cancel;
  }

  #releaseCancel(): void {
    if (this.#taking === "held" && this.#heldCancel) this.#sendCancel(this.#heldCancel);
  }

  #sendCancel(cancel: SipRequest): void {
    if (this.#taking === "sent" || !this.#transaction) return;
    this.#taking = "sent";
    this.#core.transactions.request(cancel, this.#transaction.flow, NOBODY);
    this.#transaction.signal("cancel");
  }
}
