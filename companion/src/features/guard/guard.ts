import { factsOf } from "@twp/shared/dialling/facts.ts";
import { guardCall } from "@twp/shared/dialling/guard.ts";
import {
  Failure,
  type CallSource,
  type DialPlan,
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
  /** Begins a call; its id. Throws where there is none to begin. */
  call: (target: string, source: CallSource) => string;
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

type Held = Readonly<{ waiting: WaitingCall; target: string; source: CallSource; stop: () => void }>;

/** Begins with nothing that waits. */
export function createGuard(ports: GuardPorts): Guard {
  let held: Held | null = null;
  const keep = (next: Held | null): void => {
    held?.stop();
    if (held === next) return;
    held = next;
    ports.publish({ type: "guard.changed", guard: { waiting: next?.waiting ?? null } });
  };
  const find = (id: string): Held => {
    if (held?.waiting.id !== id) throw new Failure("call-unknown");
    return held;
  };
  const call = (meant: Held): void => {
    keep(null);
    try {
      ports.call(meant.target, meant.source);
    } catch (error) {
      const failed = error instanceof Failure ? error.code : "internal";
      keep({ ...meant, waiting: { ...meant.waiting, until: null, failed }, stop: () => undefined });
    }
  };
  const hold = (meant: Held, delay: number): void => {
    const stop = delay === 0 ? () => undefined : ports.clock.after(delay, () => call(meant));
    keep({ ...meant, stop });
  };
  const dial = (target: string, source: CallSource): string | null => {
    const decision = decide(ports, target, source);
    const { reasons, delay } = decision;
    if (reasons.length === 0 && delay === 0) {
      keep(null);
      return ports.call(target, source);
    }
    hold({ waiting: waitingCall(ports, decision, source), target, source, stop: () => undefined }, delay);
    return null;
  };
  return {
    dial,
    commands: {
      "calls.dial": ({ target, source }) => ({ callId: dial(target, source) }),
      "guard.call"({ id }) {
        call(find(id));
        return null;
      },
      "guard.cancel"({ id }) {
        find(id);
        keep(null);
        return null;
      },
    },
  };
}

/** Whether a call is asked for, or how many milliseconds it can be stopped. Throws where the text cannot be dialled. */
function decide(ports: GuardPorts, target: string, source: CallSource) {
  const { dial: number, number: party } = dialledBy(target, ports.plan());
  const now = ports.clock.now();
  const facts = factsOf(target, ports.plan(), { now, zone: ports.zone });
  const { reasons, delay } = guardCall(facts, ports.settings(), source.kind);
  return { number, party, there: facts.there, reasons, delay: delay * 1000, now };
}

/** What waits has an id and a name; most calls begin at once and have no need of them. */
function waitingCall(ports: GuardPorts, decision: ReturnType<typeof decide>, source: CallSource): WaitingCall {
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
