/** Reason phrases the engine writes itself (RFC 3261 section 21, RFC 4028 section 6). */
const PHRASES: Readonly<Record<number, string>> = {
  100: "Trying",
  200: "OK",
  400: "Bad Request",
  403: "Forbidden",
  406: "Not Acceptable",
  408: "Request Timeout",
  415: "Unsupported Media Type",
  416: "Unsupported URI Scheme",
  420: "Bad Extension",
  422: "Session Interval Too Small",
  480: "Temporarily Unavailable",
  481: "Call/Transaction Does Not Exist",
  482: "Loop Detected",
  483: "Too Many Hops",
  487: "Request Terminated",
  491: "Request Pending",
  500: "Server Internal Error",
  501: "Not Implemented",
  503: "Service Unavailable",
  505: "Version Not Supported",
};

/** The phrase for a status code, "" for one the engine never sends. */
export function reasonPhrase(status: number): string {
  return PHRASES[status] ?? "";
}
