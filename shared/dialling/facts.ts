import type { DialPlan } from "../protocol/dialling.ts";
import { chargeOfShort, kindOf } from "./charge.ts";
import { harmless, type NumberFacts } from "./guard.ts";
import { timesThere } from "./local-time.ts";
import { planDial, type Dialled, type NotDialable } from "./plan.ts";

/** When and where a number is looked at: milliseconds since the epoch, and the computer's time zone (IANA). */
export type Moment = Readonly<{ now: number; zone: string }>;

/**
 * What is known of what a text leads to under the plan. A number that hides in an address, behind a service code or behind the outside prefix
 * is seen as well: what costs more costs more by any way.
 */
export function factsOf(text: string, plan: DialPlan, moment: Moment): NumberFacts {
  const dialled = planDial(text, plan);
  const inside = hiddenIn(dialled, plan).map((hidden) => factsOf(hidden, { ...plan, shortCodes: [] }, moment));
  // Behind a code stand digits of the telephone system's own: `*15` calls no ambulance.
  if (dialled.kind === "service") return { ...inside.reduce(worse), emergency: false };
  return [factsOfDialled(dialled, plan, moment), ...inside].reduce(worse);
}

function factsOfDialled(dialled: Dialled | NotDialable, plan: DialPlan, moment: Moment): NumberFacts {
  switch (dialled.kind) {
    case "emergency":
      return { ...harmless, emergency: true };
    case "asTyped":
      return { ...harmless, charge: chargeOfShort(dialled.dial, plan.country) };
    case "outside":
      return factsOfPublic(dialled.e164, plan, moment);
    case "address":
    case "internal":
    case "service":
    case "refused":
      return harmless;
  }
}

function factsOfPublic(e164: string, { country: home }: DialPlan, { now, zone }: Moment): NumberFacts {
  const { charge, country } = kindOf(e164);
  const there = timesThere(e164, country, now, { country: home, zone });
  return { emergency: false, charge, foreign: country !== null && country !== home, there };
}

/** The shorter text in which a number may hide; each is looked at in turn, until none is left. */
function hiddenIn(dialled: Dialled | NotDialable, { outsidePrefix }: DialPlan): readonly string[] {
  switch (dialled.kind) {
    case "address":
      return [dialled.dial.slice(0, dialled.dial.lastIndexOf("@"))];
    case "service":
      return behindCode(/\d*$/u.exec(dialled.dial)?.[0] ?? "");
    case "internal":
    case "asTyped":
      return outsidePrefix !== "" && dialled.dial.startsWith(outsidePrefix)
        ? [dialled.dial.slice(outsidePrefix.length)]
        : [];
    case "emergency":
    case "outside":
    case "refused":
      return [];
  }
}

/** A code ends with `#`, or has two or three digits: `*67` and a number withholds one's own (GR-391). */
function behindCode(digits: string): readonly string[] {
  return [digits, digits.slice(2), digits.slice(3)];
}

function worse(one: NumberFacts, other: NumberFacts): NumberFacts {
  return {
    emergency: one.emergency || other.emergency,
    charge: one.charge ?? other.charge,
    foreign: one.foreign || other.foreign,
    there: one.there ?? other.there,
  };
}
