import { whenReady } from "../dialog/dispatch.ts";
import type { Soon } from "../dialog/dispatch.ts";
import { answer } from "../message/answers.ts";
import { paramOf } from "../message/grammar.ts";
import type { SipResponse } from "../message/message.ts";
import { readNameAddrs } from "../message/name-addr.ts";
import type { NameAddr } from "../message/name-addr.ts";
import { readSipUri } from "../message/uri.ts";
import type { ReceivedResponse } from "../transaction/received.ts";
import type { ServerTransaction } from "../transaction/server-transaction.ts";
import { bestOf } from "./best-response.ts";
import type { Branch } from "./branch.ts";
import { forwardedResponse } from "./forward.ts";
import type { ProxyOrder } from "./order.ts";

/** What a context asks of the proxy around it. */
export type ContextPorts = {
  /** Sends the request to a target; the status that stands for it when there is no way there. */
  readonly branchTo: (target: string, context: ResponseContext) => Soon<Branch | number>;
  /** A target decided; said before the caller hears of it. */
  readonly onFinal: (received: ReceivedResponse) => void;
  /** The caller was answered. `reached` is false when no target could be asked at all. */
  readonly onAnswered: (context: ResponseContext, response: SipResponse, reached: boolean) => void;
  readonly fault: (reason: unknown) => void;
};

/** Targets that one request may have, redirects included: a server that sends callers in circles ends here. */
const MAX_TARGETS = 30;

/** One request on its way through the proxy, and what comes back for it (RFC 3261 section 16.7). */
export class ResponseContext {
  readonly server: ServerTransaction;
  readonly order: ProxyOrder;
  readonly #ports: ContextPorts;
  readonly #waiting: string[];
  readonly #tried = new Set<string>();
  readonly #branches = new Set<Branch>();
  readonly #failures: SipResponse[] = [];
  /** Targets whose address is still looked up. */
  #starting = 0;
  #answered = false;
  #cancelled = false;

  constructor(server: ServerTransaction, order: ProxyOrder, ports: ContextPorts) {
    this.server = server;
    this.order = order;
    this.#ports = ports;
    this.#waiting = order.targets.slice(0, MAX_TARGETS);
  }

  /** Sends the request to its first target, or to all of them. */
  start(): void {
    this.#advance();
  }

  /** The caller gives up: so does every target (section 16.10). */
  cancel(): void {
    this.#cancelled = true;
    this.#waiting.length = 0;
    this.#takeBack();
    this.#decide();
  }

  /** Takes a response of a branch. */
  heard(received: ReceivedResponse): void {
    const { message, size } = received;
    if (message.status < 200) return this.#onProvisional(received);
    if (!this.#answered && size > 0) this.#ports.onFinal(received);
    return message.status < 300 ? this.#onSuccess(received) : this.#onFailure(received);
  }

  /** A branch took too long; what it still says counts only when it is a 2xx. */
  timedOut(): void {
    if (this.#answered) return;
    this.#failures.push(this.#own(408));
    this.#advance();
  }

  /** Stops every timer. */
  stop(): void {
    this.#answered = true;
    for (const branch of this.#branches) branch.stop();
  }

  /** The next target, or all of them; then the decision, when nothing is left to wait for. */
  #advance(): void {
    while (this.#mayStart()) this.#begin(this.#waiting.shift() ?? "");
    this.#decide();
  }

  #mayStart(): boolean {
    if (this.#waiting.length === 0 || this.#answered || this.#cancelled) return false;
    return this.order.simultaneous || (this.#starting === 0 && ![...this.#branches].some(({ wanted }) => wanted));
  }

  #begin(target: string): void {
    if (this.#tried.has(target)) return;
    this.#tried.add(target);
    this.#starting += 1;
    const begun = whenReady(this.#ports.branchTo(target, this), (branch) => this.#begun(branch));
    if (begun instanceof Promise) begun.then(() => this.#advance()).catch(this.#ports.fault);
  }

  #begun(branch: Branch | number): void {
    this.#starting -= 1;
    if (typeof branch === "number") return void this.#failures.push(this.#own(branch));
    this.#branches.add(branch);
    // The caller gave up, or another target answered, while the address was looked up.
    if (this.#answered || this.#cancelled) branch.cancel();
  }

  #onProvisional({ message }: ReceivedResponse): void {
    const response = this.#answered ? undefined : forwardedResponse(message);
    if (response) this.server.respond(response);
  }

  /** Every 2xx goes to the caller, who has to acknowledge it; the first ends the search (steps 5 and 10). */
  #onSuccess({ message }: ReceivedResponse): void {
    const response = forwardedResponse(message);
    if (!response) return;
    this.#waiting.length = 0;
    this.#takeBack();
    if (this.#answered) this.server.respond(response);
    else this.#answer(response);
  }

  #onFailure({ message, size }: ReceivedResponse): void {
    if (this.#answered) return;
    const response = size === 0 ? this.#own(message.status) : forwardedResponse(message);
    const redirected = this.order.followsRedirects && this.#redirect(message);
    if (response && !redirected) this.#failures.push(response);
    if (message.status >= 600) {
      this.#waiting.length = 0;
      this.#takeBack();
    }
    this.#advance();
  }

  /** The Contacts of a 3xx become targets, the best first (step 4, section 8.1.3.4). */
  #redirect({ status, headers }: SipResponse): boolean {
    if (status < 300 || status >= 400 || this.#cancelled) return false;
    const room = MAX_TARGETS - this.#tried.size - this.#waiting.length;
    const fresh = (readNameAddrs(headers.all("Contact")) ?? [])
      .filter(({ uri }) => readSipUri(uri) && !this.#tried.has(uri) && !this.#waiting.includes(uri))
      .toSorted((one, other) => qualityOf(other) - qualityOf(one))
      .slice(0, Math.max(0, room));
    this.#waiting.unshift(...fresh.map(({ uri }) => uri));
    return fresh.length > 0;
  }

  #takeBack(): void {
    for (const branch of this.#branches) branch.cancel();
  }

  /** When no target is left that could still answer, the caller gets the best of what came (step 6). */
  #decide(): void {
    if (this.#answered || this.#starting > 0 || this.#mayStart() || this.#isWaitedFor()) return;
    const best = bestOf(this.#failures) ?? this.#own(this.#cancelled ? 487 : 480);
    // A 503 speaks of one server: the caller would take it for us (step 6).
    this.#answer(best.status === 503 ? this.#own(500) : best);
  }

  /** After a CANCEL or a 6xx, the others' last word is waited for as well. */
  #isWaitedFor(): boolean {
    const lastWord = this.#cancelled || this.#failures.some(({ status }) => status >= 600);
    return [...this.#branches].some(({ wanted, leaving }) => wanted || (lastWord && leaving));
  }

  #answer(response: SipResponse): void {
    this.#answered = true;
    this.server.respond(response);
    this.#ports.onAnswered(this, response, this.#branches.size > 0);
  }

  #own(status: number): SipResponse {
    return answer(this.server.request, status, this.server.localTag);
  }
}

function qualityOf({ params }: NameAddr): number {
  const quality = Number(paramOf(params, "q") ?? 1);
  return Number.isFinite(quality) ? quality : 0;
}
