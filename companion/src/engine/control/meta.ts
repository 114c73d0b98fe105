import { serialise } from "../message/serialise.ts";
import type { CallRecord } from "../dialog/call-record.ts";
import type { OwnRequestDelivery, RequestDelivery, ResponseDelivery, Sent } from "../dialog/application.ts";
import type { ReceivedResponse } from "../transaction/received.ts";
import { writeHostPort } from "../message/uri.ts";
import type { Address, Flow } from "../transport/flow.ts";
import { writeFrame } from "./framing.ts";

/** `HH:MM:SS.ffffff` of the day in UTC, as the protocol writes time; `at` in milliseconds since 1970. */
export function timeOfDay(at: number): string {
  return `${new Date(at).toISOString().slice(11, 23)}000`;
}

function origin(size: number, transport: string, { host, port }: Address, at: number): string {
  return `${size}|${SHOWN[transport] ?? transport}|${writeHost(host)}|${port}|${timeOfDay(at)}`;
}

/** The protocol knows WebSocket only as a connection. */
const SHOWN: Readonly<Record<string, string>> = { ws: "tcp", wss: "tcp" };

/** IPv6 in brackets: drachtio-srf puts address and port together to a URI without a look at them. */
function writeHost(host: string): string {
  return writeHostPort(host, undefined);
}

/** A request for the application. One outside any dialog also says on which of our addresses it arrived. */
export function requestFrame(id: string, { received, transactionId, dialogId }: RequestDelivery): Buffer {
  const { flow, size, at, message } = received;
  const receivedOn =
    dialogId === undefined && message.method !== "CANCEL" ? `${writeHost(flow.local.host)}|${flow.local.port}|` : "";
  const from = origin(size, flow.transport, flow.remote, at);
  return writeFrame(`${id}|sip|network|${from}|${transactionId}|${dialogId ?? ""}|${receivedOn}`, serialise(message));
}

/** The ACK to a 2xx; the protocol leaves its transport empty. */
export function ackFrame(id: string, { received, transactionId, dialogId = "" }: RequestDelivery): Buffer {
  const { flow, size, at, message } = received;
  const from = origin(size, "", flow.remote, at);
  return writeFrame(`${id}|sip|network|${from}|${transactionId}|${dialogId}|`, serialise(message));
}

/** A response for the application; one the engine made itself came from nowhere. */
export function responseFrame(id: string, { received, transactionId, dialogId = "" }: ResponseDelivery): Buffer {
  const { flow, size, at, message } = received;
  const from = origin(size, flow.transport, size === 0 ? { host: "", port: 0 } : flow.remote, at);
  return writeFrame(`${id}|sip|network|${from}|${transactionId}|${dialogId}|`, serialise(message));
}

/** A request the engine sent by itself. */
export function ownRequestFrame(id: string, { bytes, flow, dialogId }: OwnRequestDelivery, at: number): Buffer {
  const from = origin(bytes.length, flow.transport, echoAddress(flow), at);
  return writeFrame(`${id}|sip|application|${from}|unsolicited|${dialogId}|`, bytes);
}

/** What a target of a proxied request decided; more may follow. */
export function proxiedFrame(id: string, re: string, { message, flow, size, at }: ReceivedResponse): Buffer {
  const from = origin(size, flow.transport, flow.remote, at);
  return writeFrame(`${id}|response|${re}|OK|network|${from}|||continue`, serialise(message));
}

/** A call detail record: `cdr:attempt`, `cdr:start` with our role, `cdr:stop` with the reason. */
export function recordFrame(id: string, record: CallRecord, at: number): Buffer {
  const head = `${id}|cdr:${record.kind}|${record.source}|${timeOfDay(at)}`;
  switch (record.kind) {
    case "attempt":
      return writeFrame(head, record.message());
    case "start":
      return writeFrame(`${head}|${record.role}`, record.message());
    case "stop":
      return writeFrame(`${head}|${record.end}`, record.message());
  }
}

/** The request as it was sent. */
export function requestEcho(id: string, re: string, { bytes, flow, transactionId }: Sent, at: number): Buffer {
  const from = origin(bytes.length, flow.transport, echoAddress(flow), at);
  return writeFrame(`${id}|response|${re}|OK|application|${from}|${transactionId}|Msg sent:|`, bytes);
}

/** The response as it was sent; the protocol names the transport only for answers to INVITE. */
export function responseEcho(id: string, re: string, sent: Sent, toInvite: boolean, at: number): Buffer {
  const { bytes, flow, transactionId, dialogId = "" } = sent;
  const from = origin(bytes.length, toInvite ? flow.transport : "", flow.remote, at);
  return writeFrame(`${id}|response|${re}|OK|application|${from}|${transactionId}|${dialogId}||Msg sent:|`, bytes);
}

/** The short answer to a command: `OK`, `OK|…`, `NO|…` or `NOK|…`. */
export function replyFrame(id: string, re: string, ...result: readonly string[]): Buffer {
  return writeFrame([id, "response", re, ...result].join("|"));
}

/** Over a connection a request is said to come from the other end's address: so the protocol has it. */
function echoAddress(flow: Flow): Address {
  return flow.reliable ? flow.remote : flow.local;
}
