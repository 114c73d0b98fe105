import type { Clock } from "../transaction/clock.ts";
import type { Ids } from "../transaction/ids.ts";
import type { TransactionLayer } from "../transaction/transaction-layer.ts";
import type { TransportLayer } from "../transport/transport-layer.ts";
import type { KeepRecord } from "./call-record.ts";
import type { DialogTable } from "./dialog-table.ts";

/** What the dialog layer decided by itself and an operator may want to know. */
export type DialogEvent =
  | { readonly name: "dialog.ack-timeout"; readonly dialogId: string }
  | { readonly name: "dialog.cancel-race"; readonly dialogId: string }
  | { readonly name: "dialog.fork-ended"; readonly dialogId: string }
  | { readonly name: "dialog.fault"; readonly reason: string }
  | { readonly name: "request.unanswered"; readonly method: string }
  | { readonly name: "request.unrouted"; readonly method: string }
  | { readonly name: "request.too-many-dialogs"; readonly method: string }
  | { readonly name: "request.untrusted"; readonly method: string };

/** The way from a URI to a flow. */
export type Ways = Pick<TransportLayer, "nextHop" | "wayTo">;

/** What user agent client and server share. */
export type Core = {
  readonly transports: Ways;
  readonly transactions: TransactionLayer;
  readonly dialogs: DialogTable;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly record: KeepRecord;
  readonly note: (event: DialogEvent) => void;
};
