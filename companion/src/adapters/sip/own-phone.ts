import { uriOf } from "@twp/shared/dialling/sip-uri.ts";
import type { OwnPhone } from "../../features/calls/ports.ts";
import type { Headers } from "../../srf/application.ts";
import { quoted } from "../../srf/headers.ts";
import type { LineContext } from "./line.ts";

/**
 * What the INVITE to a telephone of the user's bears: who is at the other end, for its display, and the wish that it answers by itself, in
 * the words of RFC 5373 and in the two that telephones knew before. It requires none of them: one that knows none rings.
 */
export function ownPhoneHeaders(
  { credentials: { user, domain } }: Pick<LineContext, "credentials">,
  { shown, answersByItself }: OwnPhone,
): Headers {
  const own = `<${uriOf(user, domain)}>`;
  return {
    From: shown === "" ? own : `${quoted(shown)} ${own}`,
    ...(answersByItself && {
      "Answer-Mode": "Auto",
      "Call-Info": `<sip:${domain}>;answer-after=0`,
      "Alert-Info": `<http://${domain}>;info=alert-autoanswer`,
    }),
  };
}
