/** Responses that ask for credentials, and the field in which they do (RFC 3261 section 22): what was refused goes on with them. */
export const CHALLENGES: ReadonlyMap<number, string> = new Map([
  [401, "WWW-Authenticate"],
  [407, "Proxy-Authenticate"],
]);
