import { createEngine } from "../../companion/src/engine/engine.ts";
import type { Engine, EngineOptions } from "../../companion/src/engine/engine.ts";
import { dialogIdOf } from "../../companion/src/engine/dialog/dialog.ts";
import type { SipRequest } from "../../companion/src/engine/message/message.ts";
import { readNameAddr, tagOf } from "../../companion/src/engine/message/name-addr.ts";
import { controlPeer } from "../../companion/src/engine/testing/control-peer.ts";
import type { ControlPeer, Delivered } from "../../companion/src/engine/testing/control-peer.ts";

/** An engine whose application answers everything: a registrar that asks for credentials, a notifier, a telephone. */
export type Callee = {
  readonly engine: Engine;
  /** Where it is called. */
  readonly port: number;
  /** How many requests of each method reached the application. */
  readonly heard: ReadonlyMap<string, number>;
  stop(): Promise<void>;
};

/** A body with one audio stream. */
export const SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";
const METHODS = ["invite", "register", "subscribe", "options", "message"];

/** Starts it on any port of loopback over UDP, unless the options say otherwise. */
export async function startCallee(options: Partial<EngineOptions> = {}): Promise<Callee> {
  const bindings = [{ transport: "udp", host: "127.0.0.1", port: 0 }] as const;
  const engine = await createEngine({ bindings, secret: "secret", ...options });
  const heard = new Map<string, number>();
  const app = await controlPeer(engine, METHODS, ({ transactionId, message }, peer) => {
    peer.taken();
    if (message.kind === "response") return;
    heard.set(message.method, (heard.get(message.method) ?? 0) + 1);
    if (message.method !== "ACK") serve(message, transactionId, peer);
  });
  const stop = async (): Promise<void> => {
    app.stop();
    await engine.stop();
  };
  return { engine, port: engine.bindings[0]?.port ?? 0, heard, stop };
}

function serve(request: SipRequest, transactionId: string, peer: ControlPeer): void {
  const answer = (start: string, body = ""): void => peer.send(`SIP/2.0 ${start}\r\n\r\n${body}`, transactionId);
  switch (request.method) {
    case "INVITE":
      answer("180 Ringing");
      return answer("200 OK", SDP);
    case "REGISTER":
      if (request.headers.get("Authorization")) return answer("200 OK\r\nExpires: 60");
      return answer('401 Unauthorized\r\nWWW-Authenticate: Digest realm="soak", nonce="abc"');
    case "SUBSCRIBE":
      answer(`200 OK\r\nExpires: ${request.headers.get("Expires") ?? 0}`);
      return notify(request, peer);
    default:
      return answer("200 OK");
  }
}

/** A subscription gets its state at once, and the last word when it is ended (RFC 6665 section 4.2.1). */
function notify({ headers }: SipRequest, peer: ControlPeer): void {
  const tag = tagOf(readNameAddr(headers.get("From") ?? "") ?? { display: "", uri: "", params: [] }) ?? "";
  const state = headers.get("Expires") === "0" ? "terminated" : "active";
  const lines = ["NOTIFY sip:placeholder SIP/2.0", `Subscription-State: ${state}`, "Event: presence", "", ""];
  peer.send(lines.join("\r\n"), dialogIdOf(headers.get("Call-ID") ?? "", tag));
}

/** The method of what was delivered, or the status and what it answers: `200 INVITE`. */
export function inShort({ message }: Delivered): string {
  if (message.kind === "request") return message.method;
  return `${message.status} ${message.headers.get("CSeq")?.split(" ")[1]}`;
}
