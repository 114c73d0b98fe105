import { escapeUser } from "@twp/shared/dialling/sip-uri.ts";
import type { SipRequest } from "../../srf/application.ts";
import { headerToken } from "../../srf/headers.ts";
import type { Subscriber } from "../../srf/subscriber.ts";
import type { Hop } from "./hops.ts";
import type { LineContext } from "./line.ts";

/** What the line's server tells of the user's messages (RFC 3842). */
export type MessageSummary = Readonly<{
  hear: (listener: (body: string | null) => void) => void;
  /** The line is registered by that hop: subscribes, or begins again where the way is a new one. */
  registered: (hop: Hop) => void;
  /** Takes a NOTIFY that nobody asked for; false where it is none of messages, or of no server of ours. */
  takes: (request: SipRequest) => boolean;
}>;

const event = "message-summary";

/** Subscribes to the line's own address; takes what a trusted server tells unasked as well. */
export function followMessages(
  { credentials: { user, domain } }: LineContext,
  subscriber: Subscriber,
  trust: (address: string) => boolean,
): MessageSummary {
  let tell: (body: string | null) => void = () => undefined;
  let way: string | null = null;
  const subscribe = (): void => {
    const uri = `sip:${escapeUser(user)}@${domain}`;
    subscriber.subscribe({ uri, event, accept: "application/simple-message-summary" }, (news) => {
      if (news.type === "ended") return tell(null);
      if (news.body !== "") tell(news.body);
    });
  };
  return {
    hear: (listener) => void (tell = listener),
    registered(hop) {
      if (way === null) subscribe();
      else if (way !== hop.uri) subscriber.renew();
      way = hop.uri;
    },
    takes(request) {
      const named = headerToken(request, "Event");
      if (named !== event || !trust(request.source_address)) return false;
      tell(request.body);
      return true;
    },
  };
}
