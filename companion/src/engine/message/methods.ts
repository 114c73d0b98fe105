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

/**
 * Requests that begin a dialog (RFC 3261 section 12.1, RFC 6665, RFC 3515). Outside one or in it, they say in Contact where
 * their sender is reached (RFC 3261 section 8.1.1.8).
 */
export const BEGINS_DIALOG: ReadonlySet<string> = new Set(["INVITE", "SUBSCRIBE", "REFER"]);
