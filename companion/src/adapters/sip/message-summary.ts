import type { Identity } from "../../srf/asking.ts";
import { headerText } from "../../srf/headers.ts";
import { createSubscriber } from "../../srf/subscriber.ts";
import { escapeUser } from "./address.ts";
import type { Hop } from "./hops.ts";
import { contactOf, type LineContext, type LinePorts } from "./line.ts";

/** What the line's server tells of the user's messages (RFC 3842). */
export type MessageSummary = Readonly<{
  hear: (listener: (body: string | null) => void) => void;
  /** The line is registered by that hop: subscribes, or begins again where the way is a new one. */
  registered: (hop: Hop) => void;
  /** Gives the subscription back. Never rejects. */
  stop: () => Promise<void>;
}>;

const event = "message-summary";

/** Subscribes to the line's own address; takes what a trusted server tells unasked as well (RFC 3842 section 3). */
export function followMessages(
  context: LineContext,
  { clock, newId, chance }: Pick<LinePorts, "clock" | "newId" | "chance">,
  trust: (address: string) => boolean,
): MessageSummary {
  const { srf, wallet, from, userAgent, credentials } = context;
  let tell: (body: string | null) => void = () => undefined;
  let way: string | null = null;
  const identity: Identity = {
    srf,
    wallet,
    from,
    userAgent,
    get proxy() {
      return context.hop().uri;
    },
    get contact() {
      return contactOf(context, context.hop());
    },
  };
  const subscriber = createSubscriber({
    identity,
    clock,
    newId,
    chance,
    unasked(request) {
      const named = headerText(request, "Event").split(";", 1)[0]?.trim().toLowerCase();
      if (named !== event || !trust(request.source_address.replace(/^\[|\]$/gu, ""))) return false;
      tell(request.body);
      return true;
    },
  });
  const subscribe = (): void => {
    const uri = `sip:${escapeUser(credentials.user)}@${credentials.domain}`;
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
    stop: subscriber.stop,
  };
}
