import { talks, type CallDevice } from "@twp/shared/protocol/index.ts";
import { SoundRefusal, type TelephoneNews } from "../../sounds/ports.ts";
import { followLeg, offerFor, passFor, type LiveCall } from "../live-call.ts";

/** What is known of the sound of a call that does not pass through us, or is new. */
export const untold = { codec: null, secured: null, quality: null, quiet: false } as const;

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
    case "apart":
      return live.patch(untold);
  }
}

/** Tells the other party where the call is heard now. */
export async function offerAnew(live: LiveCall): Promise<void> {
  const [sound, leg] = [live.sound(), live.leg()];
  if (sound === null || leg === null || !talks(live.call())) return;
  await sound.accept(await leg.reoffer(await offerFor(live, sound)));
}

/**
 * Lets a call at a telephone that is alone here by now be between the two telephones again. Where that is refused, it goes on through us;
 * a party that has agreed to what is of no use is told so.
 */
export function goStraight(live: LiveCall): void {
  const { conference, state } = live.call();
  if (conference !== null || !passFor(live, live.sound()) || state !== "active") return;
  live
    .inTurn(() => offerAnew(live))
    .catch(async (error: unknown) => {
      live.trouble("not straight again", error);
      if (error instanceof SoundRefusal) await live.inTurn(() => offerAnew(live));
    })
    .catch((error: unknown) => live.trouble("not here again", error));
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
