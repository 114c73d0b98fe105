import type { Responder, SipRequest, SipResponse } from "./application.ts";
import { ask, judge, type Identity } from "./asking.ts";
import { headerText, headerToken } from "./headers.ts";
import {
  endsDialog,
  isGivenBack,
  life,
  readSubscriptionState,
  type Act,
  type Happening,
  type Said,
  type Standing,
} from "./subscription-life.ts";
import { readSeconds, refreshAfter, waitUntilNext, type Clock, type Verdict } from "./trying-again.ts";

/** What is subscribed to: an event package at a resource. */
export type Wish = Readonly<{
  /** The resource, `sip:bob@uc.example`. */
  uri: string;
  /** The event package: `presence`, `dialog`, `message-summary`. */
  event: string;
  /** The body types that are understood. */
  accept: string;
  /** How long is asked for, in seconds; an hour unless it is said. The notifier may grant less. */
  seconds?: number;
}>;

/** What a subscription tells. */
export type SubscriptionNews = Readonly<
  /** A NOTIFY, its body as it came; empty where nothing is to be said. `pending`: nobody has allowed it yet. */
  | { type: "notified"; state: Said["state"]; contentType: string; body: string }
  /** It does not run: `why` is the notifier's reason, a status or `silent`. `again`: the time of the next try, null when none follows. */
  | { type: "ended"; why: string; again: number | null }
>;

/** What a subscription acts with. */
export type Means = Readonly<{
  identity: Identity;
  clock: Clock;
  /** An id that was never given before, of letters, digits and hyphens. */
  newId: () => string;
  /** A number in [0, 1). */
  chance: () => number;
  /** Takes the NOTIFYs with that Call-ID until the returned stop is called. */
  listen: (callId: string, take: (request: SipRequest, response: Responder) => void) => () => void;
}>;

/** One dialog, from its first SUBSCRIBE on. The tag is ours, so that a NOTIFY is known that overtakes the answer. */
type Try = Readonly<{ callId: string; tag: string; stopListening: () => void }>;

/** A notifier that accepts also notifies (timer N, RFC 6665 section 4.1.2.4); a last NOTIFY may take as long. Milliseconds. */
const patience = 32_000;
/** What has stood so long, in milliseconds, did not fail when it ends. */
const steady = 60_000;
const standardSeconds = 3600;

/** One subscription; goes on by the table of `subscription-life.ts` until it is stopped, whatever happens to its dialogs. */
export class Subscription {
  readonly #wish: Wish;
  readonly #means: Means;
  readonly #tell: (news: SubscriptionNews) => void;
  readonly #finished = Promise.withResolvers<void>();
  #standing: Standing = "waiting";
  #try: Try | null = null;
  #granted = false;
  #wanted: number;
  #failures = 0;
  /** When the dialog was granted, and when it ends; milliseconds since the epoch. */
  #since = 0;
  #until = 0;
  #cancelAlarm = (): void => undefined;
  #cancelSilence = (): void => undefined;

  constructor(wish: Wish, means: Means, tell: (news: SubscriptionNews) => void) {
    this.#wish = wish;
    this.#means = means;
    this.#tell = tell;
    this.#wanted = wish.seconds ?? standardSeconds;
    this.#happen("due");
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Leaves the dialog behind and begins again at once: the way to the notifier is a new one. */
  renew(): void {
    this.#failures = 0;
    this.#happen("renewed");
  }

  /** Gives it back; resolves when the notifier has answered. Never rejects. */
  stop(): Promise<void> {
    this.#happen("left");
    return this.#finished.promise;
  }

  #happen(happening: Happening): void {
    const step = life[this.#standing][happening];
    if (step === undefined) return;
    this.#standing = step.to;
    this.#cancelAlarm();
    for (const act of step.acts) this.#perform(act);
    if (step.to === "over") this.#end();
  }

  #perform(act: Act): void {
    switch (act) {
      case "subscribe":
        return this.#begin();
      case "refresh":
        return this.#send(this.#wanted);
      case "unsubscribe":
        return this.#send(0);
      case "forget":
        return this.#forget();
    }
  }

  #begin(): void {
    const callId = this.#means.newId();
    const stopListening = this.#means.listen(callId, (request, response) => this.#onNotify(request, response));
    this.#try = { callId, tag: this.#means.newId(), stopListening };
    this.#granted = false;
    this.#send(this.#wanted);
  }

  #forget(): void {
    this.#cancelSilence();
    this.#try?.stopListening();
    this.#try = null;
  }

  /** The last NOTIFY may come after the last answer. */
  #end(): void {
    this.#finished.resolve();
    this.#cancelSilence();
    this.#means.clock.after(patience, () => this.#forget());
  }

  #send(seconds: number): void {
    const by = this.#try;
    if (by === null) return;
    const { uri, event, accept } = this.#wish;
    const { identity } = this.#means;
    const common = { Event: event, Accept: accept, Expires: String(seconds) };
    // The dialog knows its Contact: inside one, a drachtio-server puts no address in the place of `localhost`, and sends none.
    const own = {
      From: `${identity.from};tag=${by.tag}`,
      To: `<${uri}>`,
      "Call-ID": by.callId,
      Contact: identity.contact,
    };
    const question = this.#granted
      ? { method: "SUBSCRIBE", uri, headers: common, dialogId: `${by.callId};from-tag=${by.tag}` }
      : { method: "SUBSCRIBE", uri, headers: { ...own, ...common } };
    ask(identity, question, (response) => {
      if (by !== this.#try) return;
      if (response !== null && response.status < 300) this.#onGranted(response);
      else this.#onRefused(response);
    });
  }

  #onGranted(response: SipResponse): void {
    const first = !this.#granted;
    this.#granted = true;
    if (first) this.#since = this.#means.clock.now();
    else this.#failures = 0;
    this.#happen("granted");
    if (this.#standing !== "running") return;
    this.#runFor(Math.min(this.#wanted, readSeconds(headerText(response, "Expires")) ?? this.#wanted));
    if (first) this.#expectNotify();
  }

  #runFor(seconds: number): void {
    this.#until = this.#means.clock.now() + seconds * 1000;
    this.#setAlarm(refreshAfter(seconds));
  }

  #setAlarm(milliseconds: number): void {
    this.#cancelAlarm();
    this.#cancelAlarm = this.#means.clock.after(milliseconds, () => this.#happen("due"));
  }

  #expectNotify(): void {
    this.#cancelSilence = this.#means.clock.after(patience, () => this.#lose("later", null, "silent"));
  }

  #onRefused(response: SipResponse | null): void {
    // What cannot even be sent in a dialog has none any more.
    const { status, verdict, retryAfter, seconds } = judge(response, this.#wanted, this.#granted ? 481 : 503);
    this.#wanted = seconds;
    if (this.#standing !== "refreshing" || verdict === "never" || endsDialog.has(status))
      return this.#lose(verdict, retryAfter, String(status));
    // It runs on until it expires: time for another try in the same dialog.
    const wait = this.#nextWait(verdict, retryAfter) ?? 0;
    if (this.#means.clock.now() + wait >= this.#until) return this.#lose(verdict, retryAfter, String(status));
    this.#failures += 1;
    this.#setAlarm(wait);
  }

  #nextWait(verdict: Verdict, retryAfter: number | null): number | null {
    return waitUntilNext(verdict, { failures: this.#failures, retryAfter, chance: this.#means.chance() });
  }

  #lose(verdict: Verdict, retryAfter: number | null, why: string): void {
    if (isGivenBack(this.#standing)) return this.#happen("lost");
    const now = this.#means.clock.now();
    if (this.#granted && now - this.#since >= steady) this.#failures = 0;
    const wait = this.#nextWait(verdict, retryAfter);
    this.#failures += 1;
    this.#happen(wait === null ? "refused" : "lost");
    if (wait !== null) this.#setAlarm(wait);
    this.#tell({ type: "ended", why, again: wait === null ? null : now + wait });
  }

  #onNotify(request: SipRequest, response: Responder): void {
    const event = headerToken(request, "Event");
    if (event !== this.#wish.event.toLowerCase()) return response.send(489);
    const said = readSubscriptionState(headerText(request, "Subscription-State"));
    if (said === null) return response.send(400);
    response.send(200);
    this.#cancelSilence();
    if (isGivenBack(this.#standing)) return;
    this.#tell({
      type: "notified",
      state: said.state,
      contentType: headerText(request, "Content-Type"),
      body: request.body,
    });
    this.#heed(said);
  }

  #heed(said: Said): void {
    if (said.state === "terminated") return this.#lose(said.verdict, said.retryAfter, said.reason);
    // RFC 6665 section 4.1.3: the notifier may shorten what it granted.
    if (this.#standing !== "running" || said.seconds === null) return;
    if (this.#means.clock.now() + said.seconds * 1000 < this.#until - 1000) this.#runFor(said.seconds);
  }
}
