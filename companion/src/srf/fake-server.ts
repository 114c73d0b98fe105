import { HandClock } from "../engine/testing/hand-clock.ts";
import type { Headers, Responder, SipMessage, SipRequest } from "./application.ts";
import type { Identity } from "./asking.ts";
import { Wallet } from "./wallet.ts";

/** A request that reached the fake server, and the way to answer it. */
export type Asked = Readonly<{
  method: string;
  uri: string;
  headers: Headers;
  body: string;
  dialogId: string | undefined;
  answer: (status: number, headers?: Headers) => void;
}>;

/** A server without a network: what one line asks of it, and what it says of itself. */
export function fakeServer() {
  const clock = new HandClock();
  const asked: Asked[] = [];
  let handler: ((request: SipRequest, response: Responder) => void) | undefined;
  let ids = 0;
  let connected = true;
  const fake = {
    clock,
    asked,
    /** No request leaves from now on. */
    disconnect: () => void (connected = false),
    newId: () => `id-${(ids += 1)}`,
    chance: () => 0,
    last: (): Asked => asked.at(-1) ?? missing(),
    /** Sends a NOTIFY for the dialog of that Call-ID; the status it is answered with. */
    notify(callId: string, state: string, more: Headers = {}, body = ""): number {
      let status = 0;
      const headers = { "Call-ID": callId, Event: "presence", "Subscription-State": state, ...more };
      const from = { uri: "sip:alice@uc.test", source_address: "127.0.0.1" };
      const request = { ...message(headers, body), ...from, method: "NOTIFY", on: () => undefined };
      handler?.(request, { send: (answered) => void (status = answered) });
      return status;
    },
  };
  const identity: Identity = {
    wallet: new Wallet("alice", "secret", () => "nonce"),
    proxy: "sip:127.0.0.1",
    from: "<sip:alice@uc.test>",
    contact: "<sip:alice@localhost>",
    userAgent: "TWP",
    srf: {
      notify: (given) => void (handler = given),
      request(uri, { method, headers, body = "", stackDialogId }, sent) {
        if (!connected) throw new Error("no socket");
        sent(null, {
          ...message(headers, body),
          cancel: () => undefined,
          on: (_event, listener) =>
            asked.push({
              method,
              uri,
              headers,
              body,
              dialogId: stackDialogId,
              answer: (status, given = {}) => listener({ ...message(given, ""), status }),
            }),
        });
      },
    },
  };
  return { ...fake, identity };
}

function message(headers: Headers, body: string): SipMessage {
  const get = (name: string): string | undefined =>
    Object.entries(headers).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
  return { body, get: (name) => get(name) ?? "", has: (name) => get(name) !== undefined, getParsedHeader: () => null };
}

function missing(): never {
  throw new Error("nothing was asked");
}
