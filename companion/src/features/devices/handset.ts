import type { CallEnd } from "@twp/shared/protocol/index.ts";
import type { Leg, LegNews, Line, OwnPhone } from "../calls/ports.ts";
import type { Clock } from "../ports.ts";
import { SoundRefusal, type SoundEnd } from "../sounds/ports.ts";

/** How a telephone is reached, and with which offer it is rung. */
export type HandsetPorts = Readonly<{ line: Line; target: string; clock: Clock; offer: string }>;

type Reoffered = Extract<LegNews, { type: "reoffered" }>;

/** What its user does with it. */
export type HandsetEvents = Readonly<{
  /** It was answered with that description; false where that cannot be used. */
  lifted: (description: string) => boolean;
  /** Its user has put it down. */
  hungUp: () => void;
  /** It changes the session. */
  reoffered: (news: Reoffered) => void;
}>;

/** A telephone that nobody answers for so long is given up, in milliseconds. */
const patience = 60_000;

/*
 *   down ──lift──▶ ringing ──200──▶ up
 *    ▲                │             │
 *    └─── refused, put down ◀── BYE of either
 */

/** The call between us and a telephone of the user's. */
export function createHandset({ line, target, clock, offer }: HandsetPorts, events: HandsetEvents) {
  let leg: Leg | null = null;
  let state: "down" | "ringing" | "up" = "down";
  let lifting = Promise.withResolvers<void>();

  const down = (end: CallEnd): void => {
    state = "down";
    lifting.reject(new SoundRefusal(refusalOf(end), `the telephone: ${end}`));
  };
  const putDown = (because?: "answered-elsewhere", end: CallEnd = "hung-up"): void => {
    if (state === "down") return;
    down(end);
    leg?.hangUp(because);
  };
  const hear = (news: LegNews): void => {
    switch (news.type) {
      case "answered":
        if (!events.lifted(news.answer)) return putDown(undefined, "no-common-codec");
        state = "up";
        return lifting.resolve();
      case "reoffered":
        return events.reoffered(news);
      case "referred":
        return news.reply.refuse();
      case "ended": {
        const wasUp = state === "up";
        down(news.end);
        return wasUp ? events.hungUp() : undefined;
      }
      case "ringing":
      case "traced":
      case "identified":
      case "earlyMedia":
      case "forwarded":
      case "lateAnswer":
        return;
    }
  };

  return {
    isUp: () => state === "up",
    /** Rings it until it is answered. Rejects with `SoundRefusal`. */
    lift(how: OwnPhone): Promise<void> {
      if (state !== "down") return lifting.promise;
      state = "ringing";
      lifting = Promise.withResolvers();
      const rung = line.dial(target, offer, (news) => leg === rung && hear(news), { ownPhone: how });
      leg = rung;
      clock.after(patience, () => void (leg === rung && state === "ringing" && putDown(undefined, "no-answer")));
      return lifting.promise;
    },
    /** Offers it another session. Rejects where it is down, or refuses. */
    async reoffer(description: string): Promise<string> {
      if (leg === null) throw new Error("never rung");
      return leg.reoffer(description);
    },
    putDown,
  };
}

/** What it means for a call that the user's own telephone was not answered. */
function refusalOf(end: CallEnd): SoundEnd {
  if (end === "busy" || end === "declined-by-peer") return "phone-busy";
  if (end === "no-answer") return "phone-no-answer";
  return end === "no-common-codec" ? end : "phone-unreachable";
}
