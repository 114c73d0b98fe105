import { serialise } from "../message/serialise.ts";
import type { ReceivedRequest } from "../transaction/received.ts";
import { endOfRefusal } from "./call-record.ts";
import type { Core } from "./core.ts";
import type { Dialog } from "./dialog.ts";
import { recordEnd } from "./in-dialog.ts";
import type { OpenRequest } from "./open-request.ts";

/** Records a request that begins a call or ends one. */
export function recordRequest(core: Core, { message: request }: ReceivedRequest, dialog: Dialog | undefined): void {
  const message = (): Buffer => serialise(request);
  if (!dialog && request.method === "INVITE") core.record({ kind: "attempt", source: "network", message });
  if (!dialog || request.method !== "BYE") return;
  recordEnd(core, dialog, { source: "network", end: "normal-release" }, message);
}

/** What an answer of ours to a call is recorded as, to be done once the application knows that it is out. */
export function recordOfAnswer(
  core: Core,
  { invite }: OpenRequest,
  status: number,
  bytes: Buffer,
): (() => void) | undefined {
  if (!invite?.initial || status < 200) return undefined;
  const record = { source: "application", message: () => bytes } as const;
  return status < 300
    ? () => core.record({ ...record, kind: "start", role: "uas" })
    : () => core.record({ ...record, kind: "stop", end: endOfRefusal(status) });
}
