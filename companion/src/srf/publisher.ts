import type { SipResponse } from "./application.ts";
import { ask, judge, type Identity, type Question } from "./asking.ts";
import { headerText } from "./headers.ts";
import { readSeconds, refreshAfter, waitUntilNext, type Clock } from "./trying-again.ts";

/** Where something is published, and as what. */
export type Place = Readonly<{
  /** The resource that is spoken of, usually the line's own address: `sip:alice@uc.example`. */
  uri: string;
  /** The event package: `presence`, `dialog`, `message-summary`. */
  event: string;
  contentType: string;
  /** How long it shall stand without a refresh, in seconds; an hour unless it is said. */
  seconds?: number;
}>;

/** What a publication tells: it stands, or it does not. `again`: the time of the next try, null when none follows. */
export type PublicationNews = Readonly<
  { type: "published" } | { type: "unpublished"; why: string; again: number | null }
>;

/** What a publication acts with. */
export type PublisherMeans = Readonly<{ identity: Identity; clock: Clock; chance: () => number }>;

/** Which PUBLISH comes next (RFC 3903 section 4): with a body, with the entity tag, with both, or to remove what stands. */
export type NextPublish = "initial" | "modify" | "refresh" | "remove" | "none";

/** Decides it: whether the server has something of ours, whether that is old, and whether it shall go. */
export function nextPublish(known: boolean, changed: boolean, leaving: boolean): NextPublish {
  if (leaving) return known ? "remove" : "none";
  if (!known) return "initial";
  return changed ? "modify" : "refresh";
}

const standardSeconds = 3600;

/** State of ours that a server shows to others (RFC 3903): one document, kept alive until it is taken back. */
export class Publication {
  readonly #place: Place;
  readonly #means: PublisherMeans;
  readonly #tell: (news: PublicationNews) => void;
  readonly #finished = Promise.withResolvers<void>();
  #wanted: number;
  #body = "";
  #changed = false;
  #leaving = false;
  #underWay = false;
  #attempts = 0;
  /** The entity tag of what stands at the server, and until when, in milliseconds since the epoch. */
  #tag = "";
  #until = 0;
  #failures = 0;
  #cancelAlarm = (): void => undefined;

  constructor(place: Place, means: PublisherMeans, tell: (news: PublicationNews) => void) {
    this.#place = place;
    this.#means = means;
    this.#tell = tell;
    this.#wanted = place.seconds ?? standardSeconds;
  }

  /** Publishes this document in place of the one before; the latest wins when one is under way. */
  publish(body: string): void {
    this.#body = body;
    this.#changed = true;
    if (!this.#underWay) this.#send();
  }

  /** The server may have forgotten everything (restart, other network): publishes the whole document again at once. */
  renew(): void {
    if (this.#body === "" || this.#leaving) return;
    this.#tag = "";
    this.#failures = 0;
    this.#send();
  }

  /** Takes it back; resolves when the server has answered. Never rejects. */
  stop(): Promise<void> {
    this.#leaving = true;
    if (!this.#underWay) this.#send();
    return this.#finished.promise;
  }

  #send(): void {
    this.#cancelAlarm();
    if (this.#means.clock.now() >= this.#until) this.#tag = "";
    const next = nextPublish(this.#tag !== "", this.#changed, this.#leaving);
    if (next === "none") return this.#finished.resolve();
    this.#attempts += 1;
    this.#underWay = true;
    this.#changed = false;
    const attempt = this.#attempts;
    ask(this.#means.identity, this.#question(next), (response) => {
      if (attempt !== this.#attempts) return;
      this.#underWay = false;
      if (response !== null && response.status < 300) this.#onAccepted(next, response);
      else this.#onRefused(next, response);
    });
  }

  #question(next: NextPublish): Question {
    const { uri, event, contentType } = this.#place;
    const withBody = next === "initial" || next === "modify";
    const headers = {
      From: this.#means.identity.from,
      To: `<${uri}>`,
      Event: event,
      Expires: String(next === "remove" ? 0 : this.#wanted),
      ...(next !== "initial" && { "SIP-If-Match": this.#tag }),
      ...(withBody && { "Content-Type": contentType }),
    };
    return { method: "PUBLISH", uri, headers, ...(withBody && { body: this.#body }) };
  }

  #onAccepted(next: NextPublish, response: SipResponse): void {
    if (next === "remove") return this.#finished.resolve();
    const seconds = Math.min(this.#wanted, readSeconds(headerText(response, "Expires")) ?? this.#wanted);
    this.#tag = headerText(response, "SIP-ETag");
    this.#until = this.#means.clock.now() + seconds * 1000;
    this.#failures = 0;
    this.#tell({ type: "published" });
    if (this.#changed || this.#leaving) this.#send();
    else this.#setAlarm(refreshAfter(seconds));
  }

  #onRefused(next: NextPublish, response: SipResponse | null): void {
    if (this.#leaving) return this.#afterRefusalLeaving(next);
    const { status, verdict, retryAfter, seconds } = judge(response, this.#wanted);
    this.#wanted = seconds;
    // The server knows nothing under this tag, or nothing can be said of what it knows (section 11.2.1).
    if (status === 412) this.#tag = "";
    this.#changed ||= next !== "refresh";
    const chance = this.#means.chance();
    const wait = waitUntilNext(verdict, { failures: this.#failures, retryAfter, chance });
    this.#failures += 1;
    if (wait !== null) this.#setAlarm(wait);
    if (wait === 0) return;
    this.#tell({
      type: "unpublished",
      why: String(status),
      again: wait === null ? null : this.#means.clock.now() + wait,
    });
  }

  /** What cannot be removed expires; what came before the removal may have left something to remove. */
  #afterRefusalLeaving(next: NextPublish): void {
    if (next === "remove") this.#finished.resolve();
    else this.#send();
  }

  #setAlarm(milliseconds: number): void {
    this.#cancelAlarm();
    this.#cancelAlarm = this.#means.clock.after(milliseconds, () => this.#send());
  }
}
