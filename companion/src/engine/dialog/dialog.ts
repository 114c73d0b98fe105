import type { Essentials } from "../message/essentials.ts";
import { NO_BODY } from "../message/message.ts";
import type { Headers, SipMessage } from "../message/message.ts";
import { readNameAddrs, tagOf, withTag, writeNameAddr } from "../message/name-addr.ts";
import type { NameAddr } from "../message/name-addr.ts";
import { wayThrough } from "../message/route.ts";
import type { Way } from "../message/route.ts";
import type { Application } from "./application.ts";
import type { Invitation } from "./invitation.ts";
import type { IncomingInvite } from "./incoming-invite.ts";
import type { SessionTimer } from "./session-timer.ts";
import type { Subscription } from "./subscription.ts";

/** The name of a dialog in the control protocol: one for each call and caller, the same on both sides. */
export function dialogIdOf(callId: string, callerTag: string): string {
  return `${callId};from-tag=${callerTag}`;
}

/** What a dialog is begun with. */
export type DialogParts = {
  readonly id: string;
  readonly application: Application;
  readonly callId: string;
  readonly local: NameAddr;
  readonly remote: NameAddr;
  readonly localContact: string;
  readonly remoteTarget: string;
  readonly routeSet: readonly string[];
  readonly localCseq: number;
  readonly remoteCseq: number | undefined;
};

/** A peer-to-peer relationship between two user agents (RFC 3261 section 12). */
export class Dialog {
  readonly id: string;
  readonly application: Application;
  readonly callId: string;
  readonly local: NameAddr;
  remote: NameAddr;
  /** What we put in Contact, for requests that carry one. */
  localContact: string;
  remoteTarget: string;
  routeSet: readonly string[];
  localCseq: number;
  remoteCseq: number | undefined;
  state: "early" | "confirmed" = "early";
  /** Whether its end stands in the call records: a BYE that is sent again with credentials does not end it twice. */
  endRecorded = false;
  /** What keeps it alive when no INVITE began it. */
  subscription: Subscription | undefined;
  /** Notices when the peer of a call has vanished. */
  sessionTimer: SessionTimer | undefined;
  /** What we last described of our end of the session, for a refresh that changes nothing. */
  localDescription: Buffer = NO_BODY;
  /** Whether the peer said that it takes an UPDATE (RFC 3311). */
  takesUpdate = false;
  /** Our latest INVITE in it. */
  invitation: Invitation | undefined;
  /** The peer's latest INVITE in it, until its ACK. */
  incomingInvite: IncomingInvite | undefined;

  constructor(parts: DialogParts) {
    this.id = parts.id;
    this.application = parts.application;
    this.callId = parts.callId;
    this.local = parts.local;
    this.remote = parts.remote;
    this.localContact = parts.localContact;
    this.remoteTarget = parts.remoteTarget;
    this.routeSet = parts.routeSet;
    this.localCseq = parts.localCseq;
    this.remoteCseq = parts.remoteCseq;
  }

  /** Begins as what a subscription needs: it stands from its first answer on. */
  begin(subscription: Subscription): void {
    this.state = "confirmed";
    this.subscription = subscription;
  }

  /** Stops every timer it has. */
  stop(): void {
    this.subscription?.stop();
    this.sessionTimer?.stop();
  }

  /** Whether a message between these two tags belongs here (section 12.2.2). */
  matches(localTag: string | undefined, remoteTag: string | undefined): boolean {
    return tagOf(this.local) === localTag && tagOf(this.remote) === remoteTag;
  }

  /** The way of the next request (section 12.2.1.1). */
  route(uri = this.remoteTarget): Way {
    return wayThrough(this.routeSet, uri);
  }

  /** Takes the number of a request from the peer; false when it is out of order (section 12.2.2). */
  accept(cseq: number): boolean {
    if (this.remoteCseq !== undefined && cseq <= this.remoteCseq) return false;
    this.remoteCseq = cseq;
    return true;
  }

  /** The peer's Contact replaces the remote target (section 12.2.1.2 and 12.2.2). */
  refreshTarget(headers: Headers): void {
    this.remoteTarget = contactUri(headers) ?? this.remoteTarget;
  }
}

/** The dialog a response to our INVITE begins (section 12.1.2). The route set is the Record-Route backwards. */
export function dialogOfResponse(
  parts: Pick<DialogParts, "id" | "application" | "localContact">,
  response: { readonly message: SipMessage; readonly essentials: Essentials },
  requestUri: string,
): Dialog {
  const { essentials, message } = response;
  return new Dialog({
    ...parts,
    callId: essentials.callId,
    local: essentials.from,
    remote: essentials.to,
    remoteTarget: contactUri(message.headers) ?? requestUri,
    routeSet: recordRoute(message.headers).toReversed(),
    localCseq: essentials.cseq.number,
    remoteCseq: undefined,
  });
}

/** The dialog our response to an INVITE begins (section 12.1.1). */
export function dialogOfRequest(
  parts: Pick<DialogParts, "id" | "application" | "localContact" | "localCseq">,
  request: { readonly message: SipMessage; readonly essentials: Essentials },
  localTag: string,
): Dialog {
  const { essentials, message } = request;
  return new Dialog({
    ...parts,
    callId: essentials.callId,
    local: withTag(essentials.to, localTag),
    remote: essentials.from,
    remoteTarget: contactUri(message.headers) ?? essentials.from.uri,
    routeSet: recordRoute(message.headers),
    remoteCseq: essentials.cseq.number,
  });
}

/** A fork of our INVITE answers with another tag: the early dialog now stands for that one (section 12.1). */
export function followFork(dialog: Dialog, response: { message: SipMessage; essentials: Essentials }): void {
  dialog.remote = response.essentials.to;
  dialog.routeSet = recordRoute(response.message.headers).toReversed();
  dialog.refreshTarget(response.message.headers);
}

/** The URI of the first Contact, or undefined. */
export function contactUri(headers: Headers): string | undefined {
  return readNameAddrs(headers.all("Contact"))?.[0]?.uri;
}

function recordRoute(headers: Headers): string[] {
  return (readNameAddrs(headers.all("Record-Route")) ?? []).map((route) => writeNameAddr(route));
}
