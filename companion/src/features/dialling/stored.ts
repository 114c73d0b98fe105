/** Step n turns what version n wrote into what version n + 1 reads. */
export const diallingMigrations = [areaAndCodes] as const;

/** There was no area code, no range, no short code, and no emergency number but the country's. */
function areaAndCodes(old: Record<string, unknown>): Record<string, unknown> {
  return { ...old, areaCode: "", internalRanges: [], shortCodes: [], emergencyNumbers: [] };
}
