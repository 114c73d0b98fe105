import type { Flow, TransportName } from "../transport/flow.ts";
import type { SipMessage } from "../message/message.ts";
import { parse } from "../message/parse.ts";

/** A flow that keeps what is sent, and can be told to fail or to be refused. */
export type FakeFlow = Flow & {
  /** Start lines of what was sent, shortened to `INVITE` or `180`. */
  readonly sent: string[];
  readonly messages: SipMessage[];
  /** Makes everything sent from now on fail. */
  fail(): void;
  /** Closes the connection. */
  close(): void;
  /** Answers the question whether anybody listens: nobody. */
  refuse(): void;
};

/** A flow from 192.0.2.1:5060 to 192.0.2.2:5060 that exists only in the test. */
export function fakeFlow(transport: TransportName = "udp"): FakeFlow {
  const sent: string[] = [];
  const messages: SipMessage[] = [];
  const refusals: Array<() => void> = [];
  const watchers = new Set<(cause: Error) => void>();
  let failing = false;
  return {
    transport,
    reliable: transport !== "udp",
    binding: { transport, host: "192.0.2.1", port: 5060, accepts: true, sentByHost: () => "192.0.2.1" },
    local: { host: "192.0.2.1", port: 5060 },
    remote: { host: "192.0.2.2", port: 5060 },
    sent,
    messages,
    send(bytes, failed) {
      if (failing) return failed?.(new Error("told to fail"));
      const parsed = parse(bytes);
      if (!parsed.ok) throw new Error(`the engine sent what it would not read: ${parsed.reason}`);
      messages.push(parsed.message);
      const { message } = parsed;
      sent.push(message.kind === "request" ? message.method : String(message.status));
      return undefined;
    },
    verify: (refused) => refusals.push(refused),
    watch: (closed) => {
      watchers.add(closed);
      return () => watchers.delete(closed);
    },
    close: () => {
      for (const closed of watchers) closed(new Error("closed"));
    },
    fail: () => (failing = true),
    refuse: () => {
      for (const refused of refusals.splice(0)) refused();
    },
  };
}
