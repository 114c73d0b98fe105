import { isLive, type CallDevice, type Telephone } from "@twp/shared/protocol/index.ts";
import type { CallSound } from "../../sounds/ports.ts";
import type { CallsPorts } from "../calls.ts";
import { deviceOf, openTelephone } from "./device.ts";
import type { LiveCall } from "../live-call.ts";
import type { Line } from "../ports.ts";

/** The telephones of the user that ring for a caller, each in its turn. */
export type Ringing = Readonly<{
  /** Rings none of them any more; one that is told that another device has answered lists no missed call. */
  stop: (because?: "answered-elsewhere") => void;
}>;

type Stop = (because?: "answered-elsewhere") => void;

/** Rings them, each after its seconds; `answered` gets the first that is lifted, and the others stop. */
export function ringTelephones(
  ports: CallsPorts,
  live: LiveCall,
  line: Line,
  answered: (sound: CallSound, device: CallDevice) => void,
): Ringing {
  const stops = new Set<Stop>();
  const stop: Stop = (because) => {
    const all = [...stops];
    stops.clear();
    for (const each of all) each(because);
  };
  const ring = (telephone: Telephone): void => {
    const sound = openTelephone(ports, live, line, telephone, false);
    const stopThis: Stop = (because) => (because === undefined ? sound.close() : sound.giveUp());
    stops.add(stopThis);
    sound.lift().then(
      () => {
        if (!stops.delete(stopThis)) return sound.close();
        stop("answered-elsewhere");
        answered(sound, deviceOf({ telephones: [telephone] }, telephone.id));
      },
      (error: unknown) => {
        stops.delete(stopThis);
        sound.close();
        live.trouble("telephone not answered", error);
      },
    );
  };
  for (const telephone of ports.devices().telephones) {
    // One that is lifted already has its user's attention; the panel tells of the caller.
    if (telephone.ringsAfter === null || ports.phones.isUp(telephone.id)) continue;
    const act = (): void => {
      try {
        if (isLive(live.call())) ring(telephone);
      } catch (error) {
        live.trouble("telephone not rung", error);
      }
    };
    if (telephone.ringsAfter === 0) act();
    else stops.add(ports.clock.after(telephone.ringsAfter * 1000, act));
  }
  return { stop };
}
