import type { Essentials } from "../message/essentials.ts";
import type { SipRequest, SipResponse } from "../message/message.ts";
import type { Flow } from "../transport/flow.ts";

/** A message that came from the network, read once: what it says, by which way, how large on the wire, and when. */
export type Received<Message> = {
  readonly message: Message;
  readonly essentials: Essentials;
  readonly flow: Flow;
  /** Bytes on the wire; 0 for a response the engine made in place of the network. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** A request from the network. */
export type ReceivedRequest = Received<SipRequest>;

/** A response from the network, or the 408 and 503 the engine makes when none came (`size` 0). */
export type ReceivedResponse = Received<SipResponse>;
