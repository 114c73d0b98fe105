import type { HeaderField } from "../message/message.ts";
import { BEGINS_DIALOG, isMethod } from "../message/methods.ts";
import { SHORTEST_SESSION } from "../message/session-expires.ts";
import { AGREES_ON_SESSION, isTooShort } from "./session.ts";
import type { Essentials } from "../message/essentials.ts";
import { branchOf, MAGIC_COOKIE } from "../message/via.ts";
import type { ReceivedRequest } from "../transaction/received.ts";
import type { Application, Router } from "./application.ts";
import type { DialogEvent } from "./core.ts";
import type { Dialog } from "./dialog.ts";
import type { DialogLimits, DialogTable } from "./dialog-table.ts";
import { misunderstanding } from "./understanding.ts";
import type { Understanding } from "./understanding.ts";

/** What becomes of a new request: an application gets it, or it is refused. */
export type Admission =
  | { readonly admitted: true; readonly application: Application; readonly dialog: Dialog | undefined }
  | Refusal;

/** The status a request is refused with, and what an operator may want to know about it. */
export type Refusal = {
  readonly admitted: false;
  readonly status: number;
  readonly reason?: string;
  /** A line that says how to ask better. */
  readonly line?: HeaderField;
  readonly event?: DialogEvent;
};

/** What the server side asks the router and the policy of the engine. */
export type ServerPolicy = {
  readonly route: Router;
  readonly trust: (address: string) => boolean;
  /** What the applications can do; unknown where nobody says it. */
  readonly understands?: Understanding | undefined;
  readonly limits: DialogLimits;
};

/** What is known when a request is judged. */
export type Circumstances = ServerPolicy & {
  readonly dialogs: DialogTable;
  readonly merging: ReadonlySet<string>;
  /** How many requests the applications are deciding about. */
  readonly undecided: number;
};

/** Requests that begin a call, or take that back. */
const CALLS = new Set(["INVITE", "CANCEL"]);
/** Methods that mean nothing outside a dialog. */
const IN_DIALOG_ONLY = new Set(["BYE", "UPDATE", "PRACK"]);

/** Whether a call, or the end of one not yet answered, comes from an address that is not trusted. */
export function isStrange({ message, essentials, flow }: ReceivedRequest, trust: ServerPolicy["trust"]): boolean {
  if (essentials.toTag !== undefined || !CALLS.has(message.method)) return false;
  return !trust(flow.remote.host);
}

/** Judges a new request. Inside a dialog its number counts as taken when it is admitted (RFC 3261 section 12.2.2). */
export function admit(received: ReceivedRequest, circumstances: Circumstances): Admission {
  const { callId, toTag, fromTag } = received.essentials;
  if (AGREES_ON_SESSION.has(received.message.method) && isTooShort(received.message)) {
    return refusal(422, { line: { name: "Min-SE", value: String(SHORTEST_SESSION) } });
  }
  const misunderstood = misunderstanding(received.message, circumstances.understands);
  if (misunderstood) return { ...misunderstood, admitted: false };
  if (toTag === undefined) return admitNew(received, circumstances);
  const dialog = circumstances.dialogs.find(callId, toTag, fromTag);
  if (!dialog?.application.alive) return refusal(481);
  return admitToDialog(received, dialog);
}

/** Call-ID, From tag and CSeq: the same INVITE by another way has them all (section 8.2.2.2). */
export function mergeKey({ callId, fromTag, cseq }: Essentials): string {
  return `${callId} ${fromTag} ${cseq.number}`;
}

function admitNew(received: ReceivedRequest, circumstances: Circumstances): Admission {
  const { route, merging } = circumstances;
  const { method } = received.message;
  if (IN_DIALOG_ONLY.has(method)) return refusal(481);
  if (method === "INVITE") {
    if (lacksContact(received)) return refusal(400, { reason: "Bad Contact" });
    if (merging.has(mergeKey(received.essentials))) return refusal(482);
  }
  const application = route(method);
  if (!application) return refusal(isMethod(method) ? 503 : 501, { event: { name: "request.unrouted", method } });
  if (isFull(method, circumstances)) {
    return refusal(503, {
      event: { name: "request.too-many-dialogs", method },
      line: { name: "Retry-After", value: "5" },
    });
  }
  return { admitted: true, application, dialog: undefined };
}

/** Whoever follows RFC 3261 says where it is reached; before it there was only From (RFC 4475 section 3.4.1). */
function lacksContact({ message, essentials }: ReceivedRequest): boolean {
  return message.headers.get("Contact") === undefined && branchOf(essentials.via).startsWith(MAGIC_COOKIE);
}

/** Whether what the request may begin would be one too many. */
function isFull(method: string, { dialogs, undecided, limits }: Circumstances): boolean {
  if (!BEGINS_DIALOG.has(method)) return false;
  // What the applications decide about just now may begin one each.
  if (dialogs.size + undecided >= limits.dialogs) return true;
  return method !== "INVITE" && dialogs.subscriptions + undecided >= limits.subscriptions;
}

/** Two INVITEs cannot be decided at once, whoever sent the other (section 14.2). */
function admitToDialog({ message, essentials }: ReceivedRequest, dialog: Dialog): Admission {
  if (!dialog.accept(essentials.cseq.number)) return refusal(500);
  if (message.method === "INVITE") {
    // An INVITE that overtook the ACK before it comes again when both sides agree on the first (RFC 5407 section 3.1.5).
    if (dialog.invitation?.open || dialog.incomingInvite?.state === "accepted") return refusal(491);
    if (dialog.incomingInvite?.state === "offered") return refusal(500, { line: { name: "Retry-After", value: "5" } });
  }
  return { admitted: true, application: dialog.application, dialog };
}

function refusal(status: number, rest: Partial<Refusal> = {}): Refusal {
  return { ...rest, admitted: false, status };
}
