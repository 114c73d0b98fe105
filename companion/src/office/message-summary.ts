import type { Headers, Responder, SipRequest, Srf } from "../srf/application.ts";
import { copied, headerText, readHeader, userOf } from "../srf/headers.ts";

/** Tells users how their mailboxes stand (RFC 3842), for as long as they are subscribed to them (RFC 6665). */
export type MessageSummary = Readonly<{
  /** Does this SUBSCRIBE go on with a subscription that was granted? Such a one needs no new credentials. */
  knows: (request: SipRequest) => boolean;
  /** Answers a SUBSCRIBE of an authenticated user, or one that goes on. */
  take: (request: SipRequest, response: Responder, user: string | null) => void;
  /** The user's mailbox has changed. */
  changed: (user: string) => void;
}>;

type Subscription = Readonly<{ user: string; until: number }>;

/** Seconds. */
const spans = { shortest: 60, usual: 3600, longest: 3600 } as const;
/** A user's phones; each has one subscription. */
const mostSubscriptions = 20;

/** `body` is what is told of a user's mailbox. */
export function createMessageSummary(srf: Srf, now: () => number, body: (user: string) => string): MessageSummary {
  /** By their dialogs. */
  const subscriptions = new Map<string, Subscription>();
  const sweep = (): void => {
    for (const [dialog, { until }] of subscriptions) if (until <= now()) subscriptions.delete(dialog);
  };
  const notify = (dialog: string, { user, until }: Subscription): void => {
    const seconds = Math.round((until - now()) / 1000);
    const headers = {
      Event: "message-summary",
      "Subscription-State": seconds > 0 ? `active;expires=${seconds}` : "terminated;reason=timeout",
      "Content-Type": "application/simple-message-summary",
    };
    const request = { method: "NOTIFY", stackDialogId: dialog, headers, body: body(user) };
    srf.request("sip:placeholder", request, (_error, sent) => {
      // A dialog that is gone takes its subscription with it.
      if (sent === undefined) return void subscriptions.delete(dialog);
      sent.on("response", ({ status }) => void (status >= 300 && subscriptions.delete(dialog)));
    });
  };
  const refusal = (request: SipRequest, user: string | null): Answer | null => {
    const mine = [...subscriptions.values()].filter((each) => each.user === user);
    if (isInDialog(request) !== (user === null)) return [481];
    if (!/^message-summary(?:;|$)/iu.test(headerText(request, "Event")))
      return [489, { "Allow-Events": "message-summary" }];
    if (user !== null && (userOf(request.uri) !== user || mine.length >= mostSubscriptions)) return [403];
    return secondsOf(request) === null ? [423, { "Min-Expires": String(spans.shortest) }] : null;
  };
  return {
    knows: (request) => isInDialog(request) && subscriptions.has(dialogOf(request)),
    take(request, response, asking) {
      sweep();
      const dialog = dialogOf(request);
      const user = asking ?? subscriptions.get(dialog)?.user;
      const refused = refusal(request, asking);
      if (user === undefined) return response.send(481);
      if (refused !== null) return response.send(refused[0], { headers: refused[1] ?? {} });
      const seconds = secondsOf(request) ?? spans.usual;
      const subscription = { user, until: now() + seconds * 1000 };
      response.send(200, { headers: { Expires: String(seconds) } });
      if (seconds > 0) subscriptions.set(dialog, subscription);
      else subscriptions.delete(dialog);
      notify(dialog, subscription);
    },
    changed(user) {
      sweep();
      for (const [dialog, each] of subscriptions) if (each.user === user) notify(dialog, each);
    },
  };
}

type Answer = readonly [status: number, headers?: Headers];

/** How long a subscription is granted; null where too little is asked for. */
function secondsOf(request: SipRequest): number | null {
  const text = headerText(request, "Expires");
  const asked = /^\d{1,10}$/u.test(text) ? Number(text) : spans.usual;
  if (asked > 0 && asked < spans.shortest) return null;
  return Math.min(asked, spans.longest);
}

/** What drachtio calls the dialog that a request of somebody else's begins. */
function dialogOf(request: SipRequest): string {
  return copied(`${headerText(request, "Call-ID")};from-tag=${tagOf(request, "From")}`);
}

function isInDialog(request: SipRequest): boolean {
  return tagOf(request, "To") !== "";
}

function tagOf(request: SipRequest, header: "From" | "To"): string {
  const parsed = readHeader(request, header);
  const parameters = typeof parsed === "object" && parsed !== null && "params" in parsed ? parsed.params : null;
  const tag = typeof parameters === "object" && parameters !== null && "tag" in parameters ? parameters.tag : "";
  return typeof tag === "string" ? tag : "";
}
