import type { Headers } from "../message/message.ts";

/** What an application asks of the proxy: where a request goes, and how. Times in milliseconds. */
export type ProxyOrder = {
  /** SIP URIs, in the order in which they are tried. */
  readonly targets: readonly string[];
  /** Whether the requests of the dialog pass here too: the proxy writes a Record-Route. */
  readonly remainsInDialog: boolean;
  readonly followsRedirects: boolean;
  /** All targets at once; otherwise one after the other. */
  readonly simultaneous: boolean;
  /** How long a target may say nothing at all before the next one is tried. */
  readonly provisionalTimeout: number | undefined;
  /** How long a target may take to decide. */
  readonly finalTimeout: number | undefined;
  /** Lines the application adds to the request. */
  readonly headers: Headers;
};

/** The RFC's own proxy: one target, no time limits but timer C. What carries a request inside a dialog. */
export function plainOrder(target: string, headers: Headers): ProxyOrder {
  return {
    targets: [target],
    remainsInDialog: false,
    followsRedirects: false,
    simultaneous: false,
    provisionalTimeout: undefined,
    finalTimeout: undefined,
    headers,
  };
}
