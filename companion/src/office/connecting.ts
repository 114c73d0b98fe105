import { bridge } from "./bridge.ts";
import type { Dialog, Headers, Responder, SentRequest, SipRequest, SipResponse, Srf } from "../srf/application.ts";
import { refusedStatus } from "../srf/headers.ts";

/** What becomes of a call that nobody answers. */
export type Otherwise = Readonly<{
  /** Milliseconds after which nobody is going to answer. */
  patience: number;
  /** Hears the status that says why: the phones' best refusal, or 480. The call is still open. */
  unanswered: (status: number) => void;
}>;

/**
 * Connects a caller to whichever of these contacts answers first, as a back-to-back user agent (RFC 3261 section 16.7 chooses among
 * refusals). What the caller or the phones do in the meantime is passed on; bodies are never touched, so sound flows directly.
 */
export function connectCall(
  srf: Srf,
  request: SipRequest,
  response: Responder,
  contacts: readonly string[],
  headers: Headers,
  otherwise: Otherwise,
  signal: AbortSignal,
): void {
  const search = new Search(srf, request, response, contacts.length, otherwise, signal);
  for (const contact of contacts) search.ring(contact, headers);
}

class Search {
  readonly #srf: Srf;
  readonly #request: SipRequest;
  readonly #response: Responder;
  readonly #timer: NodeJS.Timeout;
  readonly #ringing = new Set<SentRequest>();
  readonly #refusals: number[] = [];
  readonly #phones: number;
  readonly #unanswered: Otherwise["unanswered"];
  readonly #signal: AbortSignal;
  #over = false;

  constructor(
    srf: Srf,
    request: SipRequest,
    response: Responder,
    phones: number,
    { patience, unanswered }: Otherwise,
    signal: AbortSignal,
  ) {
    this.#unanswered = unanswered;
    this.#srf = srf;
    this.#signal = signal;
    this.#request = request;
    this.#response = response;
    this.#phones = phones;
    this.#timer = setTimeout(() => this.#refuse(480), patience);
    request.on("cancel", () => this.#end());
  }

  ring(contact: string, headers: Headers): void {
    let leg: SentRequest | undefined;
    const cbRequest = (_error: unknown, sent?: SentRequest) => {
      leg = sent;
      if (sent === undefined) return;
      if (this.#over) sent.cancel(() => undefined);
      else this.#ringing.add(sent);
    };
    const progress = { cbRequest, cbProvisional: (provisional: SipResponse) => this.#pass(provisional) };
    this.#srf.createUAC(contact, { localSdp: this.#request.body, headers }, progress, (error, dialog) => {
      if (leg !== undefined) this.#ringing.delete(leg);
      if (dialog === undefined) this.#refused(refusedStatus(error));
      else this.#answered(dialog);
    });
  }

  #pass({ status, body }: SipResponse): void {
    if (this.#over || status < 180) return;
    // Early sound of one phone is for its caller; of several, nobody could say which.
    if (body !== "" && this.#phones === 1) {
      this.#response.send(status, { body, headers: { "Content-Type": "application/sdp" } });
    } else this.#response.send(180);
  }

  #answered(dialog: Dialog): void {
    // Two phones were lifted at once, or the caller has just given up.
    if (this.#over) return dialog.destroy(() => undefined);
    this.#end();
    this.#srf.createUAS(this.#request, this.#response, { localSdp: dialog.remote.sdp }, (_error, caller) => {
      if (caller === undefined) dialog.destroy(() => undefined);
      else bridge(caller, dialog, this.#signal);
    });
  }

  #refused(status: number): void {
    this.#refusals.push(status);
    if (this.#over || this.#refusals.length < this.#phones) return;
    this.#refuse(best(this.#refusals));
  }

  #refuse(status: number): void {
    if (this.#over) return;
    this.#end();
    this.#unanswered(status);
  }

  #end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    for (const leg of this.#ringing) leg.cancel(() => undefined);
    this.#ringing.clear();
  }
}

/** A global refusal first, then what tells most: that somebody is there. */
function best(refusals: readonly number[]): number {
  const order = (status: number) => (status >= 600 ? 0 : status === 486 ? 1 : status >= 500 ? 3 : 2);
  return refusals.toSorted((a, b) => order(a) - order(b) || a - b)[0] ?? 480;
}
