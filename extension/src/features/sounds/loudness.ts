/**
 * The factor by which a volume in percent multiplies the sound. Half the number is half as loud to the ear, which is ten decibels less
 * (the sone scale, ISO 532-1); a linear factor would do everything in the last quarter of the way.
 */
export function gainOf(volume: number): number {
  return (volume / 100) ** (Math.log2(10) / 2);
}

/** The quietest level a meter shows, in decibels of full scale. */
const quietest = -60;

/** How far a level in decibels of full scale fills a meter, in percent. */
export function meterOf(level: number): number {
  return Math.round(Math.min(1, Math.max(0, 1 - level / quietest)) * 100);
}
