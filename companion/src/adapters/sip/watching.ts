import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import type { Watch } from "../../features/recalls/ports.ts";
import type { Clock } from "../../features/ports.ts";
import type { Subscriber } from "../../srf/subscriber.ts";
import { isBusy, readDialogInfo, type DialogInfo } from "./dialog-info.ts";
import type { LineContext } from "./line.ts";

/** Refreshed often enough that a number nobody waits for any more costs the server little. */
const wish = { event: "dialog", accept: "application/dialog-info+xml", seconds: 600 } as const;

/** After so many milliseconds without a word the user should know that there may never be one. */
const patience = 10_000;

/** Watches telephones by their calls (RFC 4235). */
export function createWatch({ credentials }: LineContext, subscriber: Subscriber, clock: Clock): Watch {
  return (number, told) => {
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
  };
}
