import type { Rung } from "@twp/shared/protocol/index.ts";
import type { TextKey } from "../../texts.ts";

/** What is said on a rung, in the protocol's words: `INVITE`, `180`. */
export function rungTitle({ method, status, text }: Rung): string {
  if (status === null) return method;
  return `${status} ${/^SIP\/2\.0 \d{3} ([^\r\n]*)/u.exec(text)?.[1] ?? ""}`.trim();
}

const requests = {
  INVITE: "invite",
  ACK: "ack",
  BYE: "bye",
  CANCEL: "cancel",
  REFER: "refer",
  NOTIFY: "notify",
  INFO: "info",
  PRACK: "prack",
  UPDATE: "update",
  OPTIONS: "options",
} as const;

const responses = {
  100: "100",
  180: "180",
  181: "181",
  183: "183",
  202: "202",
  302: "302",
  401: "401",
  403: "403",
  404: "404",
  407: "401",
  408: "408",
  422: "422",
  480: "480",
  481: "481",
  486: "486",
  487: "487",
  488: "488",
  491: "491",
  503: "503",
  600: "486",
  603: "603",
} as const;

const classes = ["1xx", "2xx", "3xx", "4xx", "5xx", "6xx"] as const;

/** The same in words a user understands. */
export function rungText({ method, status }: Rung): TextKey {
  if (status === null) {
    const known = requests[method as keyof typeof requests];
    return known === undefined ? "doctor:rung.other" : `doctor:rung.${known}`;
  }
  if (status === 200 && method === "INVITE") return "doctor:rung.answered";
  const known = responses[status as keyof typeof responses];
  return `doctor:rung.${known ?? classes[Math.floor(status / 100) - 1] ?? "4xx"}`;
}

/** Is it a refusal? One that only asks who we are is none. */
export function isRefusal({ status }: Rung): boolean {
  return status !== null && status >= 400 && ![401, 407, 487, 422].includes(status);
}

/** Seconds since the first message of the ladder, to the millisecond. */
export function sinceBegin(rung: Rung, [first]: readonly Rung[]): number {
  return Math.max(0, rung.at - (first?.at ?? rung.at)) / 1000;
}
