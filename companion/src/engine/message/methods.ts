/** Every method that is registered for SIP; others are somebody's own. */
const METHODS = new Set([
  "ACK",
  "BYE",
  "CANCEL",
  "INFO",
  "INVITE",
  "MESSAGE",
  "NOTIFY",
  "OPTIONS",
  "PRACK",
  "PUBLISH",
  "REFER",
  "REGISTER",
  "SUBSCRIBE",
  "UPDATE",
]);

/** Whether a method is one that everybody knows. */
export function isMethod(method: string): boolean {
  return METHODS.has(method);
}
