/** Samples of 20 ms at the rate of the mix, 16 kHz. */
export const mixSamples = 320;

/** One side of a half-band filter of 31 weights: every second one is nothing, and the middle one a half. */
const side = Float64Array.from({ length: 8 }, (_, pair) => {
  const distance = 2 * pair + 1;
  const window = 0.54 + 0.46 * Math.cos((Math.PI * distance) / 16);
  return (Math.sin((Math.PI * distance) / 2) / (Math.PI * distance)) * window;
});

/** Adds the samples on both sides of a middle, weighted: `step` samples lie between one pair and the next. */
function around(samples: Int16Array, before: number, after: number, step: number): number {
  let sum = 0;
  for (let pair = 0; pair < side.length; pair += 1)
    sum += (side[pair] ?? 0) * ((samples[before - pair * step] ?? 0) + (samples[after + pair * step] ?? 0));
  return sum;
}

/** Puts what the filter still needs of a stream's past before its next samples. */
function createPast(reach: number): (samples: Int16Array) => Int16Array {
  let past = new Int16Array(reach);
  return (samples) => {
    const all = new Int16Array(reach + samples.length);
    all.set(past);
    all.set(samples, reach);
    past = all.slice(-reach);
    return all;
  };
}

/** Makes 16 kHz of 8 kHz, with nothing above the old band. Each call goes on where the last ended, half a millisecond late. */
export function createDoubler(): (samples: Int16Array) => Int16Array {
  const follow = createPast(15);
  return (samples) => {
    const all = follow(samples);
    const doubled = new Int16Array(samples.length * 2);
    for (let at = 0; at < samples.length; at += 1) {
      doubled[at * 2] = all[at + 7] ?? 0;
      doubled[at * 2 + 1] = clip(2 * around(all, at + 7, at + 8, 1));
    }
    return doubled;
  };
}

/** Makes 8 kHz of 16 kHz, of which the upper half of the band would otherwise be mirrored into the lower. */
export function createHalver(): (samples: Int16Array) => Int16Array {
  const follow = createPast(30);
  return (samples) => {
    const all = follow(samples);
    const halved = new Int16Array(samples.length >> 1);
    for (let at = 0; at < halved.length; at += 1) {
      const middle = at * 2 + 15;
      halved[at] = clip((all[middle] ?? 0) / 2 + around(all, middle - 1, middle + 1, 2));
    }
    return halved;
  };
}

function clip(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample)));
}
