import type { DialPlan } from "../protocol/dialling.ts";

/** What a telephone system wants, as far as it is the same for all who have one; the rest is the user's own. */
export type Preset = Readonly<Pick<DialPlan, "outsidePrefix" | "internalLengths" | "outsideFormat">>;

/** The usual ways of usual telephone systems, by the names of their texts (`plan.preset.<name>`). */
export const presets = {
  /** What providers and most modern systems take. */
  e164: { outsidePrefix: "", internalLengths: [2, 3, 4], outsideFormat: "e164" },
  /** A national number as at home; hosted systems, and FreePBX with its usual outbound routes. */
  national: { outsidePrefix: "", internalLengths: [2, 3, 4], outsideFormat: "national" },
  international: { outsidePrefix: "", internalLengths: [2, 3, 4], outsideFormat: "international" },
  /** An exchange line by 0, as in most of Europe. */
  zero: { outsidePrefix: "0", internalLengths: [2, 3, 4], outsideFormat: "national" },
  zeroInternational: { outsidePrefix: "0", internalLengths: [2, 3, 4], outsideFormat: "international" },
  /** By 9, as in North America and Britain. */
  nine: { outsidePrefix: "9", internalLengths: [3, 4], outsideFormat: "national" },
  /** Its telephones inside have codes (`**610`), which leave as they are. */
  fritzBox: { outsidePrefix: "", internalLengths: [], outsideFormat: "national" },
  freePbx: { outsidePrefix: "", internalLengths: [3, 4, 5], outsideFormat: "national" },
  threeCx: { outsidePrefix: "", internalLengths: [3, 4], outsideFormat: "e164" },
  kamailio: { outsidePrefix: "", internalLengths: [3, 4, 5], outsideFormat: "e164" },
} as const satisfies Readonly<Record<string, Preset>>;
export type PresetName = keyof typeof presets;
export const presetNames = [
  "e164",
  "national",
  "international",
  "zero",
  "zeroInternational",
  "nine",
  "fritzBox",
  "freePbx",
  "threeCx",
  "kamailio",
] as const satisfies readonly PresetName[];
