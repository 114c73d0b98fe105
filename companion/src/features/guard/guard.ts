import { factsOf } from "@twp/shared/dialling/facts.ts";
import { guardCall, reasonsOf } from "@twp/shared/dialling/guard.ts";
import { readLink } from "@twp/shared/dialling/link.ts";
import { plainNumber } from "@twp/shared/dialling/plain-digits.ts";
import {
  Failure,
  type CallSource,
  type DialPlan,
  type Params,
  type Result,
  type Settings,
  type WaitingCall,
  type guardCommands,
} from "@twp/shared/protocol/index.ts";
import { dialledBy } from "../calls/dialled.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands } from "../ports.ts";

/*
 *   dial ──harmless──▶ called
 *     ├── costs, wakes, or is for emergencies ──▶ asked ──yes──▶ called
 *     └── a slip could have done it ──▶ counts down ──time, or "now"──▶ called
 *
 *   From both, "cancel" and another dial lead to nothing. What cannot be called then goes on waiting and says why.
 */

/** What the guard needs of the world. */
export type GuardPorts = Readonly<{
  plan: () => DialPlan;
  settings: () => Settings;
  /** The computer's time zone (IANA). */
  zone: string;
  /** How the party with that number is called here; `own` is the name it gave itself, or nothing. */
  nameFor: (number: string, own: string) => string;
  /** Begins a call, with the device in use unless another is named; its id. Throws where there is none to begin. */
  call: (target: string, source: CallSource, device?: string) => string;
  publish: Publish;
  clock: Clock;
  newId: () => string;
}>;

/** The one door to calls that the user starts. */
export type Guard = Readonly<{
  commands: Commands<keyof typeof guardCommands | "calls.dial">;
  /** Calls what the user wants called; the call's id, or null while it waits for a word or a moment. */
  dial: (target: string, source: CallSource) => string | null;
}>;

type Meant = Params<"calls.dial">;
type Held = Readonly<{ waiting: WaitingCall; meant: Meant; stop: () => void }>;

/** Begins with nothing that waits. */
export function createGuard(ports: GuardPorts): Guard {
  const place = createPlace(ports);
  const dial = (meant: Meant): string | null => {
    const decision = decide(ports, meant);
    if (!decision.asks && decision.delay === 0) {
      place.clear();
      return begin(ports, meant);
    }
    place.hold({ waiting: waitingCall(ports, decision, meant), meant, stop: () => undefined }, decision.delay);
    return null;
  };
  /** Whoever clicked it is in another application, and hears of it here or nowhere: also why it cannot be called. */
  const dialLink = (meant: Meant): string | null => {
    try {
      return dial(meant);
    } catch (error) {
      const shown = { id: ports.newId(), number: plainNumber(meant.target).slice(0, 64), reasons: [] };
      place.fail({ waiting: { ...unreadable, ...shown }, meant, stop: () => undefined }, error);
      throw error;
    }
  };
  return {
    dial: (target, source) => dial({ target, source }),
    commands: {
      "calls.dial": (meant) => ({ callId: meant.source.kind === "link" ? dialLink(meant) : dial(meant) }),
      "guard.look": ({ target }) => lookedAt(ports, target),
      "guard.call"({ id }) {
        place.call(place.find(id));
        return null;
      },
      "guard.cancel"({ id }) {
        place.find(id);
        place.clear();
        return null;
      },
    },
  };
}

/** The place of the one call that waits: empty at first. */
function createPlace(ports: GuardPorts) {
  let held: Held | null = null;
  const keep = (next: Held | null): void => {
    held?.stop();
    if (held === next) return;
    held = next;
    ports.publish({ type: "guard.changed", guard: { waiting: next?.waiting ?? null } });
  };
  const fail = (now: Held, error: unknown): void => {
    const failed = error instanceof Failure ? error.code : "internal";
    keep({ ...now, waiting: { ...now.waiting, until: null, failed }, stop: () => undefined });
  };
  const call = (now: Held): void => {
    keep(null);
    try {
      begin(ports, now.meant);
    } catch (error) {
      fail(now, error);
    }
  };
  return {
    call,
    fail,
    clear: () => keep(null),
    find(id: string): Held {
      if (held?.waiting.id !== id) throw new Failure("call-unknown");
      return held;
    },
    hold(next: Held, delay: number): void {
      const stop = delay === 0 ? () => undefined : ports.clock.after(delay, () => call(next));
      keep({ ...next, stop });
    },
  };
}

/** What there is to know of a number before it is called. Throws where the text cannot be dialled. */
function lookedAt(ports: GuardPorts, target: string): Result<"guard.look"> {
  dialledBy(target, ports.plan());
  const facts = factsOf(target, ports.plan(), { now: ports.clock.now(), zone: ports.zone });
  return { there: facts.there, reasons: [...reasonsOf(facts)] };
}

/** Of a link that names nobody. */
const unreadable = { name: "", there: null, until: null, source: "link", failed: null } as const;

/** Throws where a link names nobody. */
function whom({ target, source }: Meant): string {
  if (source.kind !== "link") return target;
  const named = readLink(target);
  if (named === null) throw new Failure("link-malformed");
  return named;
}

function begin(ports: GuardPorts, meant: Meant): string {
  return ports.call(whom(meant), meant.source, meant.device);
}

/** Whether a call is asked for, or how many milliseconds it can be stopped. Throws where the text cannot be dialled. */
function decide(ports: GuardPorts, meant: Meant) {
  const target = whom(meant);
  const { dial: number, number: party } = dialledBy(target, ports.plan());
  const now = ports.clock.now();
  const facts = factsOf(target, ports.plan(), { now, zone: ports.zone });
  const { asks, reasons, delay } = guardCall(facts, ports.settings(), meant.source.kind);
  return { number, party, there: facts.there, asks, reasons, delay: delay * 1000, now };
}

/** What waits has an id and a name; most calls begin at once and have no need of them. */
function waitingCall(ports: GuardPorts, decision: ReturnType<typeof decide>, { source }: Meant): WaitingCall {
  const { number, party, there, reasons, delay, now } = decision;
  return {
    id: ports.newId(),
    number,
    name: ports.nameFor(party, ""),
    reasons: [...reasons],
    there,
    until: delay === 0 ? null : now + delay,
    source: source.kind,
    failed: null,
  };
}
