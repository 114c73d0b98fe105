import type { Responder, SipRequest } from "./application.ts";
import { headerText } from "./headers.ts";
import { Subscription, type Means, type SubscriptionNews, type Wish } from "./subscription.ts";

/** Everything one line is subscribed to (RFC 6665). */
export type Subscriber = Readonly<{
  /** Subscribes and stays subscribed; `tell` hears every NOTIFY, and when the subscription does not run. */
  subscribe: (wish: Wish, tell: (news: SubscriptionNews) => void) => Subscription;
  /** The way to the server is a new one (lost flow, other network, restart): every subscription begins again at once. */
  renew: () => void;
  /** Gives every subscription back; resolves when the notifiers have answered. Never rejects. */
  stop: () => Promise<void>;
}>;

export type SubscriberPorts = Omit<Means, "listen"> &
  Readonly<{
    /** Takes a NOTIFY that belongs to no subscription, as some servers send them; false where it is none of those. */
    unasked?: (request: SipRequest) => boolean;
  }>;

/** Takes the NOTIFYs of a drachtio-srf application from now on; there is one subscriber for each. */
export function createSubscriber(ports: SubscriberPorts): Subscriber {
  const subscriptions = new Set<Subscription>();
  const takers = new Map<string, (request: SipRequest, response: Responder) => void>();
  ports.identity.srf.notify((request, response) => {
    const take = takers.get(headerText(request, "Call-ID"));
    if (take !== undefined) return take(request, response);
    // RFC 6665 section 4.1.3: it belongs to no subscription.
    response.send(ports.unasked?.(request) === true ? 200 : 481);
  });
  const listen: Means["listen"] = (callId, take) => {
    takers.set(callId, take);
    return () => void takers.delete(callId);
  };
  const living = (): readonly Subscription[] => {
    for (const each of subscriptions) if (each.standing === "over") subscriptions.delete(each);
    return [...subscriptions];
  };
  return {
    subscribe(wish, tell) {
      const subscription = new Subscription(wish, { ...ports, listen }, tell);
      living();
      subscriptions.add(subscription);
      return subscription;
    },
    renew: () => living().forEach((each) => each.renew()),
    stop: () => Promise.all(living().map((each) => each.stop())).then(() => undefined),
  };
}
