import type { DialPlan } from "../protocol/dialling.ts";
import { planDial, showNumber } from "./plan.ts";

/** What every spelling of one number has in common: its world-wide form, or what is dialled where it has none. */
export function numberKey(number: string, plan: DialPlan): string {
  const key = keyOf(number, plan);
  // Of zeros behind a country's code, which no number has, each reading takes one away.
  return key === number ? key : numberKey(key, plan);
}

function keyOf(number: string, plan: DialPlan): string {
  // A short code is the user's word for a number, and never somebody's own: a caller of that number is somebody else.
  const dialled = planDial(number, { ...plan, shortCodes: [] });
  if (dialled.kind === "refused") return number.trim().toLowerCase();
  return dialled.kind === "outside" ? dialled.e164 : dialled.dial.toLowerCase();
}

const digitsOf = (text: string): string => text.replace(/[^\d*#]/gu, "");

/** The digits of a number as it is written, at home and world-wide: whoever types some of either means it. */
export function numberForms(number: string, plan: DialPlan): readonly string[] {
  const key = numberKey(number, plan);
  return [...new Set([number, key, showNumber(key, plan.country)].map(digitsOf))].filter((form) => form !== "");
}

/** The digits that somebody looks for, without what is dialled before a country's code; none in a text with letters. */
export function soughtDigits(text: string): string {
  return /\p{L}/u.test(text) ? "" : digitsOf(text).replace(/^00/u, "");
}
