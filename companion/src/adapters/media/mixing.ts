/** Above this a sum is bent instead of cut, about two and a half decibels below the loudest. */
const knee = 24_000;
const room = 32_767 - knee;

/** The voices together. Sums are wider than samples, so that nothing wraps around before it is limited. */
export function sumOf(voices: readonly (Int16Array | null)[], length: number): Int32Array {
  const sum = new Int32Array(length);
  for (const voice of voices) {
    if (voice === null) continue;
    for (let at = 0; at < length; at += 1) sum[at] = (sum[at] ?? 0) + (voice[at] ?? 0);
  }
  return sum;
}

/** What somebody hears of a sum: all of it but their own voice, and the user's where they may hear it. */
export function heardOf(sum: Int32Array, own: Int16Array | null, user: Int16Array | null): Int16Array {
  const heard = new Int16Array(sum.length);
  for (let at = 0; at < sum.length; at += 1) heard[at] = soften((sum[at] ?? 0) - (own?.[at] ?? 0) + (user?.[at] ?? 0));
  return heard;
}

/** Bends what is too loud towards the largest sample, so that several voices at once do not crackle; below the knee nothing changes. */
export function soften(value: number): number {
  if (Math.abs(value) <= knee) return value;
  if (value > knee) return Math.round(knee + room * Math.tanh((value - knee) / room));
  return -soften(-value);
}
