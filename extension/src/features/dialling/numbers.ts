import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { DialStep } from "@twp/shared/dialling/plan.ts";
import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import { signal } from "@preact/signals";

type Numbers = typeof import("@twp/shared/dialling/plan.ts");
const numbers = signal<Numbers | null>(null);

/** Loads the tables of the world's numbers: larger than the rest of the page together, so they come after its first picture. */
export async function loadNumbers(): Promise<Numbers> {
  return (numbers.value ??= await import("@twp/shared/dialling/plan.ts"));
}

/** A number as a person reads it. */
export function shown(number: string, country: string): string {
  return numbers.value?.showNumber(number, country) ?? number;
}

/** What the dial field holds: nothing, something to dial, or words to look for. */
export type DialInput = "empty" | "dialable" | "words";

export function dialInput(text: string): DialInput {
  if (text.trim() === "") return "empty";
  return numbers.value?.looksDialable(text) === true ? "dialable" : "words";
}

/** What would leave for this text under the plan; null where nothing can, or where it is what stands there already. */
export function wouldDial(text: string, plan: DialPlan): string | null {
  const dialled = numbers.value?.planDial(text, plan);
  return dialled === undefined || dialled.kind === "refused" ? null : dialled.dial;
}

/** One step of the way from a text to the SIP address that leaves, which is the last. */
export type ShownStep = Readonly<{ step: DialStep["step"] | "uri"; result: string }>;

/** Every step for this text under the plan, on a line at that domain; none where it cannot be dialled. */
export function stepsOf(text: string, plan: DialPlan, domain: string): readonly ShownStep[] {
  const explained = numbers.value?.explainDial(text, plan);
  if (explained === undefined || explained.dialled.kind === "refused") return [];
  return [...explained.steps, { step: "uri", result: uriOf(explained.dialled.dial, domain) }];
}
