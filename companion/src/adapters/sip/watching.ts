import type { Watch } from "../../features/recalls/ports.ts";
import type { Clock } from "../../features/ports.ts";
import { createSubscriber, type Subscriber } from "../../srf/subscriber.ts";
import { uriOf } from "./address.ts";
import { isBusy, readDialogInfo, type DialogInfo } from "./dialog-info.ts";
import { contactOf, type LineContext } from "./line.ts";

/** What the line's subscriptions need besides the line. */
type WatchPorts = Readonly<{ clock: Clock; newId: () => string; chance: () => number }>;

/** What a line is subscribed to; it begins with nothing. */
export type Watching = Readonly<{ watch: Watch; stop: () => Promise<void> }>;

/** Refreshed often enough that a number nobody waits for any more costs the server little. */
const wish = { event: "dialog", accept: "application/dialog-info+xml", seconds: 600 } as const;

/** After so many milliseconds without a word the user should know that there may never be one. */
const patience = 10_000;

/** Watches telephones by their calls (RFC 4235). */
export function createWatching(context: LineContext, { clock, newId, chance }: WatchPorts): Watching {
  let subscriber: Subscriber | null = null;
  const { srf, wallet, from, userAgent, credentials } = context;
  const begin = (): Subscriber => {
    const identity = {
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
    return createSubscriber({ identity, clock, newId, chance });
  };
  return {
    watch(number, told) {
      subscriber ??= begin();
      let dialogs: DialogInfo | null = null;
      const uri = uriOf(number, credentials.domain);
      const subscription = subscriber.subscribe({ uri, ...wish }, (news) => {
        // One that was told of before is asked for again; who was never told of may never be.
        if (news.type === "ended") return void ((news.again === null || dialogs === null) && told("unknowable"));
        const next = readDialogInfo(dialogs ?? new Map(), news.body);
        if (next === null) return;
        dialogs = next;
        told(isBusy(dialogs) ? "busy" : "free");
      });
      const giveUp = clock.after(patience, () => void (dialogs === null && told("unknowable")));
      return () => {
        giveUp();
        void subscription.stop();
      };
    },
    stop: async () => subscriber?.stop(),
  };
}
