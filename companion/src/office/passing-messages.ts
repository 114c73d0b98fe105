import type { Headers, Responder, SipRequest, Srf } from "../srf/application.ts";
import { headerText } from "../srf/headers.ts";

/**
 * Brings a text to all telephones of a user as one of the office's own: who it is from stands in the given headers, not in what the sender
 * wrote. The sender hears what the first that took it said, else what the last one said.
 */
export function passMessage(
  srf: Srf,
  request: SipRequest,
  response: Responder,
  contacts: readonly string[],
  headers: Headers,
): void {
  let open = contacts.length;
  let taken = false;
  const heard = (status: number): void => {
    open -= 1;
    if (taken || (status >= 300 && open > 0)) return;
    taken = true;
    response.send(status);
  };
  const type = headerText(request, "Content-Type");
  const message = { method: "MESSAGE", body: request.body, headers: { ...headers, "Content-Type": type } };
  for (const contact of contacts) {
    srf.request(contact, message, (_error, sent) => {
      if (sent === undefined) return heard(480);
      return sent.on("response", ({ status }) => void (status >= 200 && heard(status)));
    });
  }
}
