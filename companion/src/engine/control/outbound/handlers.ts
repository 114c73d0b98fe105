import { serialise } from "../../message/serialise.ts";
import type { ReceivedRequest } from "../../transaction/received.ts";
import { readAddress, readDecision } from "./decision.ts";
import type { Decision } from "./decision.ts";
import { questionOf } from "./question.ts";

/** Who decides about new requests of a method (`*` for all): a web server that is asked, or an application at once. */
export type RequestHandler = { readonly method: string } & (
  | { readonly url: string; readonly verb: "GET" | "POST" }
  | { readonly application: string }
);

/** Asks a web server; the body of the question goes with POST. Rejects when it does not answer well. */
export type Ask = (url: string, verb: "GET" | "POST", body: Buffer | undefined, signal: AbortSignal) => Promise<string>;

const ANSWER_MS = 10_000;
const LONGEST_ANSWER = 64 * 1024;

/** The handler for a method; one that names it comes before one for all. */
export function handlerFor(handlers: readonly RequestHandler[], method: string): RequestHandler | undefined {
  return handlers.find((each) => each.method === method) ?? handlers.find((each) => each.method === "*");
}

/** What a handler says about a request; rejects when it says nothing that can be done. */
export async function decisionOf(handler: RequestHandler, received: ReceivedRequest, ask: Ask): Promise<Decision> {
  const decision = "application" in handler ? routed(handler.application) : await asked(handler, received, ask);
  if (!decision) throw new Error("the request handler said nothing that can be done");
  return decision;
}

function routed(application: string): Decision | undefined {
  const address = readAddress(application);
  return address && { action: "route", address };
}

async function asked(
  { url, verb }: { readonly url: string; readonly verb: "GET" | "POST" },
  received: ReceivedRequest,
  ask: Ask,
): Promise<Decision | undefined> {
  const question = `${url}${url.includes("?") ? "&" : "?"}${questionOf(received)}`;
  const body = verb === "POST" ? serialise(received.message) : undefined;
  return readDecision(await ask(question, verb, body, AbortSignal.timeout(ANSWER_MS)));
}

/** Asks over HTTP with what Node brings. */
export const askOverHttp: Ask = async (url, verb, body, signal) => {
  const request = body ? { body: new Uint8Array(body), headers: { "content-type": "message/sip" } } : {};
  const response = await fetch(url, { method: verb, signal, redirect: "error", ...request });
  if (!response.ok) throw new Error(`the request handler answered ${response.status}`);
  return boundedText(response);
};

async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw new Error("the request handler's answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
