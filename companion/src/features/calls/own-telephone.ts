import { talks, type CallDevice } from "@twp/shared/protocol/index.ts";
import type { TelephoneNews } from "../sounds/ports.ts";
import { directionFor, followLeg, type LiveCall } from "./live-call.ts";

/** Takes in what a telephone of the user's tells with which a call is spoken. */
export function hearTelephone(live: LiveCall, device: CallDevice, news: TelephoneNews): void {
  switch (news.type) {
    case "rings":
      return live.patch({ phoneRings: news.rings ? device : null });
    case "hungUp":
      // One to which the call was only about to move leaves it where it is.
      return device.id === live.call().device.id ? live.end("hung-up") : live.expected.drop();
    case "moved":
      return followLeg(live, () => offerAnew(live));
    case "reoffered":
      return void live.inTurn(() => passOn(live, news));
  }
}

/** Tells the other party where the call is heard now. */
export async function offerAnew(live: LiveCall): Promise<void> {
  const [sound, leg] = [live.sound(), live.leg()];
  if (sound === null || leg === null || !talks(live.call())) return;
  await sound.accept(await leg.reoffer(await sound.offer(directionFor(live.call()))));
}

/** What one telephone offers is for the other; whatever that one says to it is the answer. */
async function passOn(live: LiveCall, news: Extract<TelephoneNews, { type: "reoffered" }>): Promise<void> {
  const leg = live.leg();
  if (leg === null || live.call().state !== "active") return news.refuse();
  try {
    news.accept(await leg.reoffer(news.offer));
  } catch (error) {
    live.trouble("offer of the telephone refused", error);
    news.refuse();
  }
}
