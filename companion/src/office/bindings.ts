/** One phone of a user. Times in milliseconds. */
export type Binding = Readonly<{ contact: string; callId: string; sequence: number; expiresAt: number }>;

/** The phones of one user: a value (RFC 3261 section 10.3). */
export type Bindings = readonly Binding[];

/** What a REGISTER asks for; `expires` in seconds. */
export type Registration = Readonly<{
  callId: string;
  sequence: number;
  /** `all` is `Contact: *`. */
  contacts: readonly Readonly<{ uri: string; expires: number }>[] | "all";
}>;

/** Seconds. */
export const expiryLimits = { shortest: 20, usual: 600, longest: 3600 } as const;

const mostPhones = 10;

/** What registering leads to: the new bindings, or a status that refuses it. */
export type Outcome = Readonly<{ bindings: Bindings }> | Readonly<{ status: 400 | 403 | 423 }>;

/** Registers, renews or ends a user's phones; all contacts of a request or none. */
export function register(before: Bindings, asked: Registration, now: number): Outcome {
  const known = phonesOf(before, now);
  if (known.some((binding) => isOlder(asked, binding))) return { status: 400 };
  if (asked.contacts === "all") return { bindings: [] };
  if (asked.contacts.some(({ expires }) => expires > 0 && expires < expiryLimits.shortest)) return { status: 423 };
  const { callId, sequence } = asked;
  const uris = new Set(asked.contacts.map(({ uri }) => uri));
  const fresh = asked.contacts.flatMap(({ uri, expires }): Binding[] => {
    const life = Math.min(expires, expiryLimits.longest) * 1000;
    return expires > 0 ? [{ contact: uri, callId, sequence, expiresAt: now + life }] : [];
  });
  const after = [...known.filter(({ contact }) => !uris.has(contact)), ...fresh];
  if (after.length > mostPhones) return { status: 403 };
  return { bindings: after };
}

/** The phones that are registered now, the last one first. */
export function phonesOf(bindings: Bindings, now: number): Bindings {
  return bindings.filter(({ expiresAt }) => expiresAt > now).toSorted((a, b) => b.expiresAt - a.expiresAt);
}

/** A request that was overtaken on its way must not undo the later one. */
function isOlder(asked: Registration, binding: Binding): boolean {
  return asked.callId === binding.callId && asked.sequence <= binding.sequence;
}
