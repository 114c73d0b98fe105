import { splitList } from "../message/grammar.ts";
import type { HeaderField, Headers, SipRequest } from "../message/message.ts";
import { schemeOf } from "../message/uri.ts";

/** What the applications of an engine can do: extensions by their option tags, bodies of calls by their media types. */
export type Understanding = { readonly extensions: readonly string[]; readonly bodies: readonly string[] };

/** The status of a request that cannot be served, and the line that says what could be. */
export type Misunderstanding = { readonly status: number; readonly line?: HeaderField };

/** For whom a request may be: people and services, not documents. */
const CALLABLE = new Set(["sip", "sips", "tel", "urn", "im", "pres"]);

/**
 * What of a request nobody here understands, in the order of RFC 3261 sections 8.2.2 and 8.2.3. Without `understands`
 * only the scheme is judged: what applications can do is theirs to know.
 */
export function misunderstanding(
  { method, uri, headers, body }: SipRequest,
  understands: Understanding | undefined,
): Misunderstanding | undefined {
  if (!CALLABLE.has(schemeOf(uri) ?? "")) return { status: 416 };
  if (!understands || method === "CANCEL") return undefined;
  const strange = tagsOf(headers, "Require").filter((tag) => !understands.extensions.includes(tag.toLowerCase()));
  if (strange.length > 0) return { status: 420, line: { name: "Unsupported", value: strange.join(", ") } };
  if (method !== "INVITE") return undefined;
  const type = mediaType(headers.get("Content-Type") ?? "application/sdp");
  if (body.length > 0 && !understands.bodies.includes(type)) {
    return { status: 415, line: { name: "Accept", value: understands.bodies.join(", ") } };
  }
  return acceptsOneOf(headers, understands.bodies) ? undefined : { status: 406 };
}

/** Whether the caller takes a body that we could answer with; one who does not say takes SDP (section 20.1). */
function acceptsOneOf(headers: Headers, bodies: readonly string[]): boolean {
  const accepted = tagsOf(headers, "Accept").map((each) => mediaType(each));
  const matches = (wanted: string): boolean =>
    wanted === "*/*" || bodies.some((body) => body === wanted || wanted === `${body.split("/", 1)[0]}/*`);
  return accepted.length === 0 || accepted.some((wanted) => matches(wanted));
}

function tagsOf(headers: Headers, name: "Require" | "Accept"): string[] {
  return headers.all(name).flatMap((line) => (splitList(line) ?? []).filter((tag) => tag !== ""));
}

function mediaType(value: string): string {
  const [type = ""] = value.split(";", 1);
  return type.replaceAll(/\s/g, "").toLowerCase();
}
