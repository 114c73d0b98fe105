import type { ReceivedRequest, ReceivedResponse } from "../transaction/received.ts";
import type { CallRecord } from "./call-record.ts";
import type { Flow } from "../transport/flow.ts";

/** A request for the application. `dialogId` is undefined for one outside any dialog. */
export type RequestDelivery = {
  readonly received: ReceivedRequest;
  readonly transactionId: string;
  readonly dialogId: string | undefined;
};

/** A response for the application; `dialogId` is there for responses to INVITE and inside a dialog. */
export type ResponseDelivery = {
  readonly received: ReceivedResponse;
  readonly transactionId: string;
  readonly dialogId: string | undefined;
};

/** A request the engine sent by itself, so that the application knows the dialog is over. */
export type OwnRequestDelivery = { readonly bytes: Buffer; readonly flow: Flow; readonly dialogId: string };

/** The application on the other side of the control protocol, as the dialog layer sees it. */
export type Application = {
  /** Whether it is still connected. */
  readonly alive: boolean;
  onRequest(delivery: RequestDelivery): void;
  onResponse(delivery: ResponseDelivery): void;
  /** The ACK to a 2xx the application sent. */
  onAck(delivery: RequestDelivery): void;
  onCancel(delivery: RequestDelivery): void;
  onOwnRequest(delivery: OwnRequestDelivery): void;
  onRecord(record: CallRecord): void;
};

/** Finds an application for a request outside any dialog. */
export type Router = (method: string) => Application | undefined;

/** The message as it was sent, for the echo; `transactionId` names it in everything that follows. */
export type Sent = {
  readonly ok: true;
  readonly transactionId: string;
  readonly bytes: Buffer;
  readonly flow: Flow;
  readonly dialogId: string | undefined;
  /** For a response: whether the request was an INVITE. */
  readonly toInvite?: boolean;
  /** To be called once the echo is out. */
  readonly echoed?: (() => void) | undefined;
};

/** Why nothing was sent, in the words of the control protocol. */
export type NotSent = { readonly ok: false; readonly reason: string };

/** What became of something the application wanted sent. */
export type Outcome = Sent | NotSent;

/** Shorthand for a refusal. */
export function refused(reason: string): NotSent {
  return { ok: false, reason };
}
