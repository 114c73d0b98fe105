import type { Dialog, Headers, Responder, SipRequest } from "../srf/application.ts";

const passed = ["modify", "info", "refer", "notify", "message", "update"] as const;

/** Headers that mean the same on both legs. */
const endToEnd = ["Content-Type", "Refer-To", "Referred-By", "Event", "Subscription-State", "Info-Package"] as const;

/** Ties two dialogs together: what one side asks, the other answers; when one hangs up, or at the signal, both are over. */
export function bridge(one: Dialog, other: Dialog, signal: AbortSignal): void {
  const over = new AbortController();
  const hangUp = (dialog: Dialog) => dialog.destroy(() => undefined);
  signal.addEventListener("abort", () => [one, other].forEach(hangUp), { once: true, signal: over.signal });
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("destroy", () => {
      over.abort();
      hangUp(to);
    });
    for (const event of passed) from.on(event, (request, response) => passOn(request, response, from, to));
  }
}

/** Dialog.request rather than Dialog.modify, which never answers again after its first refusal. */
function passOn(request: SipRequest, response: Responder, from: Dialog, to: Dialog): void {
  const headers = { ...headersOf(request), Contact: to.local.contact };
  to.request({ method: request.method, body: request.body, headers }, (_error, answer) => {
    if (answer === undefined) return response.send(500);
    if (answer.status < 200) return;
    const contact = { Contact: from.local.contact };
    const hasBody = answer.body !== "";
    response.send(answer.status, {
      headers: { ...contact, ...(hasBody ? headersOf(answer) : {}) },
      ...(hasBody ? { body: answer.body } : {}),
    });
  });
}

function headersOf(message: Pick<SipRequest, "has" | "get">): Headers {
  return Object.fromEntries(endToEnd.flatMap((name) => (message.has(name) ? [[name, message.get(name)]] : [])));
}
