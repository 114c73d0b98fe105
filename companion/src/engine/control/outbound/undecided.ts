import type { Application, RequestDelivery } from "../../dialog/application.ts";
import type { UserAgentServer } from "../../dialog/user-agent-server.ts";
import { reasonOf } from "../../fault.ts";
import { Headers, NO_BODY } from "../../message/message.ts";
import { reasonPhrase } from "../../message/reasons.ts";
import type { Proxy } from "../../proxy/proxy.ts";
import type { ControlAddress } from "../control-layer.ts";
import { readOrder } from "../proxy-order.ts";
import type { Decision } from "./decision.ts";

/** What an undecided request needs from around it. */
export type UndecidedPorts = {
  readonly server: () => UserAgentServer;
  readonly proxy: () => Proxy;
  readonly decide: (delivery: RequestDelivery) => Promise<Decision>;
  /** Connects to an application that listens; rejects when it does not authenticate. */
  readonly connect: (address: ControlAddress) => Promise<Application>;
  /** An application that connected and gave itself that tag. */
  readonly tagged: (tag: string) => Application | undefined;
  readonly note: (reason: string) => void;
};

/** Stands for the application while nobody knows yet which one a request is for. One for each request. */
export class Undecided implements Application {
  readonly alive = true;
  readonly #ports: UndecidedPorts;

  constructor(ports: UndecidedPorts) {
    this.#ports = ports;
  }

  onRequest(delivery: RequestDelivery): void {
    this.#ports
      .decide(delivery)
      .then((decision) => this.#carryOut(decision, delivery.transactionId))
      .catch((fault) => {
        this.#ports.note(reasonOf(fault));
        this.#answer(delivery.transactionId, 500);
      });
  }

  /** The caller gave up: the user agent has answered it, and what is decided later finds no request any more. */
  onCancel(): void {}
  onResponse(): void {}
  onAck(): void {}
  onOwnRequest(): void {}
  onRecord(): void {}

  async #carryOut(decision: Decision, transactionId: string): Promise<void> {
    switch (decision.action) {
      case "route":
        return this.#route(transactionId, decision.address);
      case "tag":
        return this.#giveTo(transactionId, this.#ports.tagged(decision.tag));
      case "reject":
        return this.#answer(transactionId, decision.status, new Headers(), decision.reason);
      case "redirect":
        return this.#answer(transactionId, 302, contactsOf(decision.contacts));
      case "proxy":
        return this.#passOn(transactionId, decision.fields);
    }
  }

  async #route(transactionId: string, address: ControlAddress): Promise<void> {
    const application = await this.#ports.connect(address).catch((fault) => {
      this.#ports.note(reasonOf(fault));
      return undefined;
    });
    this.#giveTo(transactionId, application);
  }

  /** An application that cannot be reached leaves the caller with a 480, as the server has it. */
  #giveTo(transactionId: string, application: Application | undefined): void {
    if (application) this.#ports.server().giveTo(application, this, transactionId);
    else this.#answer(transactionId, 480);
  }

  #passOn(transactionId: string, fields: readonly string[]): void {
    const wanted = readOrder([transactionId, ...fields], NO_BODY);
    const transaction = wanted && this.#ports.server().handOver(this, transactionId);
    if (!wanted || !transaction) return this.#answer(transactionId, 500);
    const nobody = { final: () => undefined, done: () => undefined };
    return this.#ports.proxy().forward(transaction, wanted.order, nobody);
  }

  #answer(transactionId: string, status: number, headers = new Headers(), reason = reasonPhrase(status)): void {
    this.#ports.server().respond(this, transactionId, { kind: "response", status, reason, headers, body: NO_BODY });
  }
}

function contactsOf(contacts: readonly string[]): Headers {
  const headers = new Headers();
  for (const contact of contacts) headers.add("Contact", contact.includes("<") ? contact : `<${contact}>`);
  return headers;
}
