/** Where a called party sends its callers (RFC 3261 section 21.3): a number of ours, or an address elsewhere. */
export type Redirection = Readonly<{ to: string; follow: boolean }>;

/**
 * What becomes of a call that is redirected to these addresses (`user`, `host`), best first; null where they lead nowhere. It follows
 * once, and only within the account's own domain: a stranger's answer must not make this telephone call anywhere in the world.
 */
export function redirectionOf(
  targets: readonly Readonly<{ user: string; host: string }>[],
  domain: string,
  followed: boolean,
): Redirection | null {
  const usable = targets.filter(({ user }) => user !== "");
  const ours = usable.find(({ host }) => host.toLowerCase() === domain.toLowerCase());
  if (ours !== undefined) return { to: ours.user, follow: !followed };
  const [first] = usable;
  return first === undefined ? null : { to: `${first.user}@${first.host}`, follow: false };
}
