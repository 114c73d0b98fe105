import type { Clock } from "../ports.ts";
import type { Line, OwnPhone } from "../calls/ports.ts";
import type { SoundNews, TelephoneNews } from "../sounds/ports.ts";
import type { PassageWish } from "./passage.ts";
import { createPhoneSound, type PhoneSound } from "./phone-sound.ts";
import { createPhone, type Phone } from "./phone.ts";

/** Which telephone a call is spoken with, how it is reached and rung, and how its sound can pass through us. */
export type PhoneWish = Readonly<{ id: string; line: Line; target: string; how: OwnPhone; here: PassageWish }>;

/** The telephones of the user that are in a call with us, or ring. */
export type Phones = Readonly<{
  open: (wish: PhoneWish, news: (news: SoundNews | TelephoneNews) => void) => PhoneSound;
  /** Has the user lifted it? */
  isUp: (id: string) => boolean;
}>;

/** Begins with all of them put down. */
export function createPhones(clock: Clock): Phones {
  const inUse = new Map<string, { phone: Phone; users: Set<object> }>();
  return {
    isUp: (id) => inUse.get(id)?.phone.isUp() ?? false,
    open({ id, line, target, how, here }, news) {
      const open = () => here.open(() => undefined, "telephone");
      const used = inUse.get(id) ?? { phone: createPhone({ line, target, clock, open }), users: new Set() };
      inUse.set(id, used);
      const user = {};
      used.users.add(user);
      return createPhoneSound(used.phone, { how, here }, news, (because) => {
        if (!used.users.delete(user) || used.users.size > 0) return;
        inUse.delete(id);
        used.phone.putDown(because);
      });
    },
  };
}
