/** Step n turns what version n wrote into what version n + 1 reads. */
export const contactsMigrations = [withoutKeys] as const;

/** No contact was called by a key. */
function withoutKeys(old: Record<string, unknown>): Record<string, unknown> {
  const { contacts } = old;
  if (!Array.isArray(contacts)) return old;
  return { ...old, contacts: contacts.map((contact: unknown) => Object.assign({ hotkey: null }, contact)) };
}
