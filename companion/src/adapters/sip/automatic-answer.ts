import type { SipMessage } from "../../srf/application.ts";
import { headerText } from "../../srf/headers.ts";

/** After how long without being told a caller is answered, in seconds. */
const atOnce = 0;

/**
 * After how many seconds a caller wants to be answered by the telephone itself; null where it does not ask. Servers say it in many ways:
 * `Call-Info: <…>;answer-after=2`, `Answer-Mode: Auto` (RFC 5373), an `Alert-Info` that names an intercom or an automatic answer, `P-Auto-Answer`.
 */
export function answerAfterOf(message: SipMessage): number | null {
  const [, seconds] = /;\s*answer-after\s*=\s*"?(\d{1,4})/iu.exec(headerText(message, "Call-Info")) ?? [];
  if (seconds !== undefined) return Number(seconds);
  // `Priv-Answer-Mode` would override the user, which nobody may here.
  if (/^\s*auto\b/iu.test(headerText(message, "Answer-Mode"))) return atOnce;
  if (/auto[\s-]?answer|intercom/iu.test(headerText(message, "Alert-Info")))
    return delayIn(headerText(message, "Alert-Info"));
  return /^\s*normal\b/iu.test(headerText(message, "P-Auto-Answer")) ? atOnce : null;
}

function delayIn(alert: string): number {
  return Number(/;\s*delay\s*=\s*(\d{1,4})/iu.exec(alert)?.[1] ?? atOnce);
}
