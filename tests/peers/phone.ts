import { createEngine, type Engine, type EngineEvent, type EngineOptions } from "@twp/companion/src/engine/engine.ts";
import type {
  Dialog,
  Headers,
  Responder,
  SentRequest,
  SipMessage,
  SipRequest,
  SipResponse,
} from "@twp/companion/src/srf/application.ts";
import type { Identity } from "@twp/companion/src/srf/asking.ts";
import { connectSrf, openSrf, type OpenSrf } from "@twp/companion/src/srf/open.ts";
import { Wallet } from "@twp/companion/src/srf/wallet.ts";
import { randomUUID } from "node:crypto";
import type { DrachtioServer } from "./drachtio.ts";
import { kamailioDomain } from "./kamailio.ts";
import { until } from "./process.ts";

/** A telephone made of drachtio-srf, for tests of what lies beneath: it answers every call. */
export type Telephone = Readonly<{
  register: () => Promise<SipResponse>;
  /** Calls a user; resolves with the call once it is answered. */
  call: (user: string, body?: string) => Promise<Dialog>;
  /** Calls any address, with more headers; rejects with the refusal. `hear` is told what happens meanwhile. */
  invite: (uri: string, headers: Headers, body?: string, hear?: Progress) => Promise<Dialog>;
  /** Sends a request to anybody. */
  send: (method: string, uri: string, body?: string) => Promise<SipResponse>;
  /** The calls that came in and were answered. */
  answered: readonly Dialog[];
  /** The calls that came in, answered or not, and what takes one back. */
  offered: readonly SipRequest[];
  cancelled: readonly SipMessage[];
  /** The messages that came in, each answered with 200. */
  messages: readonly SipRequest[];
  /** For what subscribes and publishes. */
  identity: Identity;
  stop: () => Promise<void>;
}>;

/** One on an engine of its own. */
export type Phone = Telephone &
  Readonly<{
    engine: Engine;
    events: readonly EngineEvent[];
    /** Messages on the wire, in order: `> REGISTER …` and `< SIP/2.0 200 …`. */
    wire: readonly string[];
    /** The ports its messages went to. */
    ports: readonly number[];
  }>;

export type Progress = Readonly<{ sent?: (request: SentRequest) => void; rings?: (response: SipResponse) => void }>;

type User = Readonly<{
  user: string;
  proxy: string;
  /** It answers at once unless it only rings. */
  answers?: "at-once" | "never";
  /** What it says of its sound; that it has none worth sending to, unless it is said. */
  description?: string;
}>;

export type PhoneOptions = User & Pick<EngineOptions, "bindings" | "lookup" | "limits">;

const sdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";

/** Starts a phone; every request goes to `proxy`. */
export async function startPhone(given: PhoneOptions): Promise<Phone> {
  const { user, proxy, answers = "at-once", description = sdp, ...options } = given;
  const [events, wire, ports]: [EngineEvent[], string[], number[]] = [[], [], []];
  const secret = randomUUID();
  const engine = await createEngine({
    ...options,
    secret,
    log: (event) => events.push(event),
    onWire: (direction, bytes, { remote }) => {
      wire.push(`${direction === "in" ? "<" : ">"} ${bytes.toString("latin1")}`);
      if (direction === "out") ports.push(remote.port);
    },
  });
  const opened = await openSrf((path) => engine.connect(path), secret);
  const { stop, ...telephone } = telephoneOn(opened, { user, proxy, answers, description });
  return {
    ...telephone,
    engine,
    events,
    wire,
    ports,
    async stop() {
      await engine.stop();
      await stop();
    },
  };
}

/** Starts one on a drachtio-server. */
export async function startPhoneOn({ url, secret }: DrachtioServer, user: User): Promise<Telephone> {
  const { hostname: host, port } = new URL(url);
  return telephoneOn(await connectSrf({ host, port: Number(port), secret }, () => undefined), user);
}

function telephoneOn({ srf, close }: OpenSrf, given: User): Telephone {
  const { user, proxy, answers = "at-once", description = sdp } = given;
  const answered: Dialog[] = [];
  const auth = { wallet: new Wallet(user, `pw-${user}`, randomUUID) };
  const from = `<sip:${user}@${kamailioDomain}>`;
  const calls: Dialog[] = [];
  const [offered, cancelled]: [SipRequest[], SipMessage[]] = [[], []];
  srf.invite((request, response) => {
    offered.push(request);
    request.on("cancel", (cancel) => cancel && cancelled.push(cancel));
    if (answers === "never") return response.send(180);
    const replaced = request.has("Replaces") ? callNamed(request.get("Replaces"), calls) : null;
    if (replaced === undefined) return response.send(481);
    return srf.createUAS(request, response, { localSdp: description }, (_error, dialog) => {
      if (dialog === undefined) return;
      answered.push(dialog);
      calls.push(dialog);
      replaced?.destroy(() => undefined);
    });
  });
  const messages: SipRequest[] = [];
  srf.message((request, response) => {
    messages.push(request);
    response.send(200);
  });
  const ask = (method: string, uri: string, headers: Readonly<Record<string, string>>, body?: string) =>
    new Promise<SipResponse>((resolve, reject) => {
      srf.request(uri, { method, proxy, headers, auth, ...(body !== undefined && { body }) }, (error, sent) => {
        if (sent === undefined) reject(error instanceof Error ? error : new Error(String(error)));
        else sent.on("response", (response) => response.status >= 200 && resolve(response));
      });
    });
  const invite = (uri: string, headers: Headers, localSdp = description, hear: Progress = {}): Promise<Dialog> =>
    new Promise((resolve, reject) => {
      const progress = {
        cbRequest: (_error: unknown, sent?: SentRequest) => sent && hear.sent?.(sent),
        cbProvisional: (response: SipResponse) => hear.rings?.(response),
      };
      const invitation = { localSdp, headers: { From: from, ...contact, ...headers }, proxy, auth };
      srf.createUAC(uri, invitation, progress, (error, dialog) => {
        if (dialog === undefined) return reject(error instanceof Error ? error : new Error(String(error)));
        calls.push(dialog);
        resolve(dialog);
      });
    });
  const contact = { Contact: `<sip:${user}@localhost${transportOf(proxy)}>` };
  return {
    answered,
    offered,
    cancelled,
    messages,
    identity: { srf, wallet: auth.wallet, proxy, from, contact: contact.Contact, userAgent: "phone" },
    register: () => ask("REGISTER", `sip:${kamailioDomain}`, { From: from, To: from, ...contact, Expires: "60" }),
    send: (method, uri, body) => ask(method, uri, { From: from, "Content-Type": "text/plain" }, body),
    invite,
    call: (callee, body) => invite(`sip:${callee}@${kamailioDomain}`, {}, body),
    stop: close,
  };
}

/** Alice calls bob, he answers, she hangs up, and he hears it. */
export async function callAndHangUp(alice: Telephone, bob: Telephone): Promise<void> {
  const call = await alice.call("bob");
  const answered = await until(() => bob.answered[0], "bob has answered");
  const over = new Promise<void>((resolve) => answered.on("destroy", resolve));
  call.destroy(() => undefined);
  await over;
}

/** The call that an INVITE replaces (RFC 3891 section 3): its tags are told as the one who replaces would have them. */
function callNamed(replaces: string, calls: readonly Dialog[]): Dialog | undefined {
  const [callId = "", ...parameters] = replaces.split(";").map((each) => each.trim());
  return calls.find(
    ({ sip }) =>
      sip.callId === callId &&
      parameters.includes(`to-tag=${sip.localTag}`) &&
      parameters.includes(`from-tag=${sip.remoteTag}`),
  );
}

/**
 * Does what a REFER in this call asks for, as an application would (RFC 3515 section 2.4): accepts it, calls whom it names, and tells
 * how that goes. The URI may bring headers of the INVITE with it, Replaces among them.
 */
export function obeyReferral(phone: Telephone, call: Dialog): void {
  call.on("refer", (request: SipRequest, response: Responder) => {
    response.send(202, { headers: { Contact: call.local.contact } });
    const tell = (status: string, state: string): void => tellFragment(call, `SIP/2.0 ${status}`, state);
    tell("100 Trying", "active;expires=60");
    const [, enclosed, bare = ""] = /<([^>]+)>|^\s*([^;\s]+)/u.exec(request.get("Refer-To")) ?? [];
    const [uri = "", escaped = ""] = (enclosed ?? bare).split("?");
    const headers = Object.fromEntries(new URLSearchParams(escaped));
    phone.invite(uri, headers).then(
      () => tell("200 OK", "terminated;reason=noresource"),
      () => tell("486 Busy Here", "terminated;reason=noresource"),
    );
  });
}

/** Tells whoever sent a REFER in this call how the call goes that it asked for (NOTIFY, RFC 3515 section 2.4.5). */
export function tellFragment(call: Dialog, fragment: string, state: string): void {
  const headers = {
    Contact: call.local.contact,
    Event: "refer",
    "Subscription-State": state,
    "Content-Type": "message/sipfrag",
  };
  call.request({ method: "NOTIFY", body: `${fragment}\r\n`, headers }, () => undefined);
}

/** What the NOTIFYs of a call's REFER said, in order. */
export function fragments(call: Dialog): readonly string[] {
  const heard: string[] = [];
  call.on("notify", (request: SipRequest, response) => {
    heard.push(request.body.split("\r\n", 1)[0] ?? "");
    response.send(200);
  });
  return heard;
}

/** Asks the other end of a call of alice's to call somebody else; resolves with its answer. */
export function refer(call: Dialog, to: string, headers: Readonly<Record<string, string>> = {}): Promise<SipResponse> {
  return new Promise((resolve, reject) => {
    const given = {
      "Refer-To": `<${to}>`,
      "Referred-By": `<sip:alice@${kamailioDomain}>`,
      Contact: call.local.contact,
    };
    call.request({ method: "REFER", body: "", headers: { ...given, ...headers } }, (error, response) =>
      response ? resolve(response) : reject(new Error("it could not be sent", { cause: error })),
    );
  });
}

function transportOf(proxy: string): string {
  return /;transport=(?:tcp|tls|ws)/u.exec(proxy)?.[0] ?? (proxy.includes(";transport=wss") ? ";transport=ws" : "");
}
