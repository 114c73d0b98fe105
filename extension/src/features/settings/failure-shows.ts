import type { FailureCode, Registration } from "@twp/shared/protocol/index.ts";

/**
 * How a failure is shown. What only the line forbade is over once the line is there; while a banner of the line's own says the same
 * (`lineIsTold`), it is spoken to those who listen and not drawn again.
 */
export function failureShows(
  code: FailureCode | null,
  line: Registration["state"] | undefined,
  lineIsTold: boolean,
): "not" | "spoken" | "banner" {
  if (code === null) return "not";
  if (code !== "line-not-registered" && code !== "no-account") return "banner";
  if (line === "registered") return "not";
  return lineIsTold && line !== "registering" ? "spoken" : "banner";
}
