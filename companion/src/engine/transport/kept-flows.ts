import { readSipUri, writeHostPort } from "../message/uri.ts";
import type { Clock, Stop } from "../transaction/clock.ts";
import type { Flow, TransportEvent } from "./flow.ts";
import { KeepAlive } from "./keep-alive.ts";
import type { NextHop, RouteFailure, TransportLayer } from "./transport-layer.ts";

/** A flow cannot be kept alive: the URI is none of SIP, or cannot be a next hop. */
export class KeepAliveError extends Error {
  readonly code: "invalid-uri" | RouteFailure;

  constructor(code: KeepAliveError["code"]) {
    super(`keep-alive: ${code}`);
    this.name = "KeepAliveError";
    this.code = code;
  }
}

/** What kept flows need from around them. */
export type KeptFlowsPorts = {
  readonly transports: Pick<TransportLayer, "nextHop" | "wayTo">;
  readonly clock: Clock;
  readonly note: (event: TransportEvent) => void;
};

/** The flows that the application wants kept open. */
export class KeptFlows {
  readonly #ports: KeptFlowsPorts;
  readonly #kept = new Set<KeepAlive>();

  constructor(ports: KeptFlowsPorts) {
    this.#ports = ports;
  }

  /** Keeps the flow to a next hop open. Returns its stop. Throws a {@link KeepAliveError}. */
  keep(uri: string, every: number, changed: (state: "alive" | "failed") => void): Stop {
    const hop = this.#hopTo(uri);
    const { transports, clock } = this.#ports;
    let failed = false;
    const kept = new KeepAlive({
      open: () => flowOf(transports.wayTo(hop)),
      every,
      clock,
      random: Math.random,
      changed: (state, flow) => {
        if (state === "failed" || failed) this.#tell(state, hop, flow);
        failed = state === "failed";
        changed(state);
      },
    });
    this.#kept.add(kept);
    return () => {
      kept.stop();
      this.#kept.delete(kept);
    };
  }

  /** Lets go of all of them. */
  stop(): void {
    for (const kept of this.#kept) kept.stop();
    this.#kept.clear();
  }

  #hopTo(uri: string): NextHop {
    const parsed = readSipUri(uri);
    const hop = parsed ? this.#ports.transports.nextHop(parsed) : "invalid-uri";
    if (typeof hop === "string") throw new KeepAliveError(hop);
    return hop;
  }

  #tell(state: "alive" | "failed", hop: NextHop, flow: Flow | undefined): void {
    const name = state === "alive" ? "flow.recovered" : "flow.failed";
    const { transport } = flow ?? hop.transport.binding;
    this.#ports.note({ name, peer: writeHostPort(hop.host, hop.port), transport });
  }
}

function flowOf(way: ReturnType<TransportLayer["wayTo"]>): Flow | Promise<Flow> {
  return way instanceof Promise ? way.then(({ flow }) => flow) : way.flow;
}
