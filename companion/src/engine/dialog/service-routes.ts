import type { SipRequest } from "../message/message.ts";
import { readNameAddr, readNameAddrs, writeNameAddr } from "../message/name-addr.ts";
import { readSipUri } from "../message/uri.ts";
import type { ReceivedResponse } from "../transaction/received.ts";

const MAX_ADDRESSES = 10_000;

/** The way a registrar wants requests of a registered address to take (RFC 3608): they begin with its Service-Route. */
export class ServiceRoutes {
  readonly #byAddress = new Map<string, readonly string[]>();

  /** Learns from the answer to a REGISTER; one that names no route takes the former back. */
  learn(register: SipRequest, { message }: ReceivedResponse): void {
    const address = addressOf(register, "To");
    if (register.method !== "REGISTER" || address === undefined || message.status < 200 || message.status >= 300)
      return;
    this.#byAddress.delete(address);
    const routes = readNameAddrs(message.headers.all("Service-Route")) ?? [];
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size >= MAX_ADDRESSES && oldest !== undefined) this.#byAddress.delete(oldest);
    if (routes.length > 0)
      this.#byAddress.set(
        address,
        routes.map((route) => writeNameAddr(route)),
      );
  }

  /** The routes a new request takes; a REGISTER takes none (section 5). */
  of(request: SipRequest): readonly string[] {
    if (this.#byAddress.size === 0 || request.method === "REGISTER") return [];
    return this.#byAddress.get(addressOf(request, "From") ?? "") ?? [];
  }
}

/** User and domain, in a comparable form. */
function addressOf({ headers }: SipRequest, name: "From" | "To"): string | undefined {
  const uri = readSipUri(readNameAddr(headers.get(name) ?? "")?.uri ?? "");
  return uri && `${uri.user ?? ""}@${uri.host.toLowerCase()}`;
}
