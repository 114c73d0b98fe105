import { Headers } from "../message/message.ts";
import { parseSparse } from "../message/parse.ts";
import type { ProxyOrder } from "../proxy/order.ts";

/** A `proxy` command of an application: what it wants, and for which request. */
export type WantedProxy = {
  readonly transactionId: string;
  readonly order: ProxyOrder;
  /** Whether the application hears of each target's decision. */
  readonly reportsEach: boolean;
};

/**
 * Reads `txnId|remainInDialog|fullResponse|followRedirects|simultaneous or serial|provisional|final|target…` and the lines to
 * be added; undefined when no target is named.
 */
export function readOrder(fields: readonly string[], sip: Buffer): WantedProxy | undefined {
  const [transactionId = "", remains, full, follows, forking, provisional = "", final = "", ...targets] = fields;
  const named = targets.filter((target) => target !== "");
  if (named.length === 0) return undefined;
  const parsed = parseSparse(sip);
  return {
    transactionId,
    reportsEach: full !== "",
    order: {
      targets: named,
      remainsInDialog: remains !== "",
      followsRedirects: follows !== "",
      simultaneous: forking === "simultaneous",
      provisionalTimeout: milliseconds(provisional),
      finalTimeout: milliseconds(final),
      headers: parsed.ok ? parsed.message.headers : new Headers(),
    },
  };
}

/** `2s`, `1500ms`; a bare number is seconds. */
function milliseconds(text: string): number | undefined {
  const match = /^(\d{1,7})(ms|s)?$/.exec(text);
  if (!match) return undefined;
  return Number(match[1]) * (match[2] === "ms" ? 1 : 1000);
}
