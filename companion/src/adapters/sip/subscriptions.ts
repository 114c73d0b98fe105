import type { Watch } from "../../features/recalls/ports.ts";
import type { Identity } from "../../srf/asking.ts";
import { createSubscriber } from "../../srf/subscriber.ts";
import { contactOf, type LineContext, type LinePorts } from "./line.ts";
import { followMessages, type MessageSummary } from "./message-summary.ts";
import { createWatch } from "./watching.ts";

/** Everything one line is subscribed to. */
export type Subscriptions = Readonly<{
  watch: Watch;
  messages: MessageSummary;
  /** Gives all of them back. Never rejects. */
  stop: () => Promise<void>;
}>;

/** One subscriber takes all NOTIFYs of a line. */
export function createSubscriptions(
  context: LineContext,
  { clock, newId, chance }: Pick<LinePorts, "clock" | "newId" | "chance">,
  trust: (address: string) => boolean,
): Subscriptions {
  const subscriber = createSubscriber({
    identity: askingOf(context),
    clock,
    newId,
    chance,
    unasked: (request) => messages.takes(request),
  });
  const messages = followMessages(context, subscriber, trust);
  return { watch: createWatch(context, subscriber, clock), messages, stop: subscriber.stop };
}

/** How a line asks for what is no call. */
export function askingOf(context: LineContext): Identity {
  const { srf, wallet, from, userAgent } = context;
  return {
    srf,
    wallet,
    from,
    userAgent,
    // The way to the server may be another one by the time of the next refresh.
    get proxy() {
      return context.hop().uri;
    },
    get contact() {
      return contactOf(context, context.hop());
    },
  };
}
