import { computed, effect } from "@preact/signals-core";
import type { Call } from "@twp/shared/protocol/calls.ts";
import { browserDevice } from "@twp/shared/protocol/devices.ts";
import { followHeadsets, type Headset, type Write } from "../browser/headset.ts";
import type { Companion } from "../companion/companion.ts";
import { hear, pluggedIn, tell, type Lamps, type Press } from "../features/headset/buttons.ts";
import { actOf, lampsFor, type Verb } from "../features/headset/call-control.ts";
import { layoutOf } from "../features/headset/report.ts";
import { reportsFor, saidIn } from "../features/headset/wire.ts";

/**
 * The buttons and lamps of the allowed headsets, while this page holds the sound: the same headset may be allowed in two browsers, and one
 * press must not answer twice. One that is unplugged takes nothing with it; plugged in again it shows what holds then.
 */
export function holdHeadsets(companion: Companion, end: AbortSignal): void {
  const { present } = followHeadsets(end);
  const holds = computed(() => {
    const { link, state } = companion;
    return link.value.state === "ready" && state.value?.sounds.holder === link.value.session;
  });
  const used = new Map<Headset, AbortController>();
  const stop = effect(() => {
    const wanted = holds.value ? present.value : [];
    for (const [headset, use] of used)
      if (!wanted.includes(headset)) {
        use.abort();
        used.delete(headset);
      }
    for (const headset of wanted)
      if (!used.has(headset)) {
        const use = new AbortController();
        used.set(headset, use);
        void attend(companion, headset, use.signal);
      }
  });
  end.addEventListener("abort", () => {
    stop();
    for (const use of used.values()) use.abort();
  });
}

/** Hears one headset and shows it the calls, until `end`. */
async function attend(companion: Companion, headset: Headset, end: AbortSignal): Promise<void> {
  const layout = layoutOf(headset.collections);
  const calls = computed(() => companion.state.value?.calls ?? []);
  let standing = pluggedIn(performance.now());
  let write: Write | null = null;
  const show = (lamps: Lamps, before: Lamps | null): void => {
    standing = tell(standing, lamps, performance.now());
    for (const { reportId, data } of reportsFor(layout, before, lamps)) write?.(reportId, data);
  };
  const showAgain = (): void => show(lampsFor(calls.peek()), null);
  const obey = async (press: Press): Promise<void> => {
    const act = actOf(calls.peek(), press);
    const done = act !== null && (await did(companion, act.verb, act.call));
    // It believes that its button did something.
    if (!done) showAgain();
  };
  const heard = (reportId: number, data: DataView): void => {
    for (const said of saidIn(layout, reportId, data)) {
      const { standing: next, press, stray } = hear(standing, said, performance.now());
      standing = next;
      if (press !== null) void obey(press);
      if (stray) showAgain();
    }
  };
  write = await headset.open(heard, end);
  if (write === null) return;
  standing = pluggedIn(performance.now());
  showAgain();
  end.addEventListener(
    "abort",
    effect(() => show(lampsFor(calls.value), standing.lamps)),
  );
}

const did = (companion: Companion, verb: Verb, call: Call): Promise<boolean> =>
  asks[verb](companion.request, call).then(
    () => true,
    () => false,
  );

type Ask = Companion["request"];

/** A conference is one conversation: whoever is in it with the call goes with it. Answered is in the browser: it is its headset. */
const asks: Readonly<Record<Verb, (ask: Ask, call: Call) => Promise<unknown>>> = {
  answer: (ask, { id: callId }) => ask("calls.answer", { callId, device: browserDevice }),
  decline: (ask, { id: callId }) => ask("calls.decline", { callId }),
  "hang-up": (ask, { id: callId, conference }) =>
    conference === null ? ask("calls.hangUp", { callId }) : ask("conferences.hangUp", { conferenceId: conference.id }),
  hold: (ask, { id: callId, conference }) =>
    conference === null ? ask("calls.hold", { callId }) : ask("conferences.hold", { conferenceId: conference.id }),
  resume: (ask, { id: callId, conference }) =>
    conference === null ? ask("calls.resume", { callId }) : ask("conferences.enter", { conferenceId: conference.id }),
  mute: (ask, { id: callId }) => ask("calls.mute", { callId, muted: true }),
  unmute: (ask, { id: callId }) => ask("calls.mute", { callId, muted: false }),
};
