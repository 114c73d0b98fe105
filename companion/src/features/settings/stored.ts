/** Step n turns what version n wrote into what version n + 1 reads. */
export const migrations = [hangUpTransfers] as const;

/** Hanging up in a consultation was not yet the user's to choose. */
function hangUpTransfers(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, hangUpTransfers: true };
}
