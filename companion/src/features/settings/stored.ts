/** Step n turns what version n wrote into what version n + 1 reads. */
export const settingsMigrations = [cleaningInParts] as const;

/** Echo, noise and level had one switch. */
function cleaningInParts({ cleanMicrophone, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return { ...rest, echoCancellation: cleanMicrophone, noiseSuppression: cleanMicrophone, evenLevel: cleanMicrophone };
}
