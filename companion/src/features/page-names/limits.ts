/** How many claims are kept. One site can neither fill a number's places nor all of them: what it says too much takes the place of its own. */
export type Limits = Readonly<{ ofNumberAndSite: number; ofNumber: number; ofSite: number; ofAll: number }>;

export const limits: Limits = { ofNumberAndSite: 4, ofNumber: 12, ofSite: 500, ofAll: 10_000 };

/** Numbers go to somebody else: what was not read again for so many days is forgotten. */
const keptDays = 365;

/** What was read last before that time is forgotten. */
export const forgottenBefore = (now: number): number => now - keptDays * 86_400_000;
