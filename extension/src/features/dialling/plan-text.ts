import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { presetNames, presets, type PresetName } from "@twp/shared/dialling/presets.ts";

/** What the form holds as texts of the user's, before it is known whether they make a plan. */
export type PlanTexts = Readonly<{ internal: string; codes: string; emergency: string }>;

type Internal = Pick<DialPlan, "internalLengths" | "internalRanges">;

/** The lists of a plan as somebody writes them. */
export function textsOf(plan: DialPlan): PlanTexts {
  const ranges = plan.internalRanges.map(({ from, to }) => `${from}-${to}`);
  return {
    internal: [...plan.internalLengths, ...ranges].join(", "),
    codes: plan.shortCodes.map(({ code, number }) => `${code} = ${number}`).join("\n"),
    emergency: plan.emergencyNumbers.join(", "),
  };
}

/** The lists that the texts mean. What is none stays in them as it is, so that the plan's schema refuses it. */
export function listsOf({ internal, codes, emergency }: PlanTexts) {
  return {
    ...internalOf(internal),
    shortCodes: codes
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map(codeOf),
    emergencyNumbers: parts(emergency),
  };
}

function internalOf(text: string): Internal {
  const all = parts(text.replace(/\s*[-–]\s*/gu, "-"));
  const ranges = all.filter((part) => part.includes("-"));
  return {
    internalLengths: all.filter((part) => !part.includes("-")).map(Number),
    internalRanges: ranges.map((part) => {
      const [from = "", to = ""] = part.split("-");
      return { from, to };
    }),
  };
}

function codeOf(line: string): DialPlan["shortCodes"][number] {
  const [code = "", ...rest] = line.split("=");
  return { code: code.trim(), number: rest.join("=").trim() };
}

function parts(text: string): string[] {
  return text.split(/[\s,;]+/u).filter((part) => part !== "");
}

/** Which usual telephone system's plan this is; `own` where it is none's. */
export function presetOf(
  plan: Pick<DialPlan, "outsidePrefix" | "internalLengths" | "outsideFormat">,
): PresetName | "own" {
  const found = presetNames.find((name) => {
    const { outsidePrefix, internalLengths, outsideFormat } = presets[name];
    const same = outsidePrefix === plan.outsidePrefix && outsideFormat === plan.outsideFormat;
    return same && internalLengths.join() === plan.internalLengths.join();
  });
  return found ?? "own";
}
