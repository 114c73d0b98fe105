import {
  browserDevice,
  Failure,
  inBrowser,
  isInBrowser,
  telephoneOf,
  type CallDevice,
  type Devices,
  type DialPlan,
  type Telephone,
} from "@twp/shared/protocol/index.ts";
import type { PassageWish } from "../../devices/passage.ts";
import type { PhoneSound } from "../../devices/phone-sound.ts";
import { SoundRefusal, type CallSound, type SoundNews, type TelephoneNews } from "../../sounds/ports.ts";
import type { CallsPorts } from "../calls.ts";
import { dialledBy } from "../dialled.ts";
import { hearSound, passFor, type LiveCall } from "../live-call.ts";
import { hearTelephone } from "./own-telephone.ts";
import type { Line } from "../ports.ts";
import { encryptionOn, secrecyOn } from "../secrecy.ts";

/** The device of that id as calls show it. Throws `device-unknown`. */
export function deviceOf(devices: Pick<Devices, "telephones">, id: string): CallDevice {
  if (id === browserDevice) return inBrowser;
  const telephone = telephoneOf(devices, id);
  if (telephone === null) throw new Failure("device-unknown");
  return { id, kind: telephone.kind, name: telephone.name };
}

/** The device to call a number with: the one in use, unless it is the one that is called. */
export function deviceFor(devices: Devices, dialled: string, plan: DialPlan): CallDevice {
  const telephone = telephoneOf(devices, devices.used);
  if (telephone === null || dialledBy(telephone.number, plan).dial === dialled) return inBrowser;
  return deviceOf(devices, telephone.id);
}

/** Opens the sound of a call at a device, for whoever has the call take it. */
export async function openAt(ports: CallsPorts, live: LiveCall, line: Line, { id }: CallDevice): Promise<CallSound> {
  const { encryption } = ports.settings();
  if (id === browserDevice)
    return ports.openSound((news) => hear(live, line, inBrowser, news), line.local, encryptionOn(line, encryption));
  // Its sound does not pass through us, and what it offers has no keys.
  if (encryption === "required") throw new SoundRefusal("not-encrypted", "a telephone of the user's");
  const telephone = telephoneOf(ports.devices(), id);
  if (telephone === null) throw new Failure("device-unknown");
  return openTelephone(ports, live, line, telephone, true);
}

/** Opens it at a telephone of the user's: one that the user has chosen is asked to answer by itself, and the call shows that it rings. */
export function openTelephone(
  ports: CallsPorts,
  live: LiveCall,
  line: Line,
  telephone: Telephone,
  chosen: boolean,
): PhoneSound {
  const device = deviceOf({ telephones: [telephone] }, telephone.id);
  const { name, number } = live.call().peer;
  const target = dialledBy(telephone.number, ports.plan()).dial;
  const how = { shown: name || number, answersByItself: chosen && telephone.answersByItself };
  const here: PassageWish = {
    mix: live.call().id,
    open: (news, towards) => {
      const encryption = towards === "peer" ? encryptionOn(line, ports.settings().encryption) : "off";
      return ports.openSound(news, line.local, encryption);
    },
  };
  const sound = ports.phones.open({ id: telephone.id, line, target, how, here }, (news) => {
    if (chosen || news.type !== "rings") hear(live, line, device, news);
  });
  passFor(live, sound);
  return sound;
}

function hear(live: LiveCall, line: Line, device: CallDevice, news: SoundNews | TelephoneNews): void {
  switch (news.type) {
    case "rings":
    case "hungUp":
    case "moved":
    case "reoffered":
    case "apart":
      return hearTelephone(live, device, news);
    case "encrypted":
      // Where it comes from a telephone of the user's, whose sound has no keys, no lock may promise more.
      return live.patch({ secured: secrecyOn(line, isInBrowser({ device }) ? news.by : null) });
    case "codec":
    case "heldByPeer":
    case "arriving":
    case "quality":
    case "quiet":
    case "digit":
    case "kept":
    case "played":
    case "failed":
      return hearSound(live, news);
  }
}

/** Was it the user's own telephone that kept something from happening? Then the user is told so. */
export function phoneFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  return error instanceof SoundRefusal && error.reason.startsWith("phone-") ? new Failure("phone-not-answered") : null;
}
