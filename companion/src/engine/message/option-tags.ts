import { splitList } from "./grammar.ts";
import type { Headers } from "./message.ts";

/** Whether an option tag stands in Supported or Require, or a method in Allow; tags know no case (RFC 3261 section 7.3.1). */
export function hasOption(headers: Headers, name: "Supported" | "Require" | "Allow", option: string): boolean {
  const wanted = option.toLowerCase();
  return headers.all(name).some((line) => (splitList(line) ?? []).some((tag) => tag.toLowerCase() === wanted));
}

/** Whether the sender of a message knows an extension: whoever requires one supports it. */
export function knowsOption(headers: Headers, option: string): boolean {
  return hasOption(headers, "Supported", option) || hasOption(headers, "Require", option);
}
