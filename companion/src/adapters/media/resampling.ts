/** Samples of 20 ms at the rate of the mix, 16 kHz. */
export const mixSamples = 320;

/** One side of a half-band filter: of 31 weights every second one is nothing, and the middle one a half. */
const side = Float64Array.from({ length: 8 }, (_, index) => {
  const distance = 2 * index + 1;
  const window = 0.54 + 0.46 * Math.cos((Math.PI * distance) / 16);
  return (Math.sin((Math.PI * distance) / 2) / (Math.PI * distance)) * window;
});
const reach = 15;

/** Filters one stream sample by sample; `past` keeps what the next call needs. */
function createHalfBand(): (samples: Float64Array) => Float64Array {
  let past = new Float64Array(2 * reach);
  return (samples) => {
    const all = new Float64Array(past.length + samples.length);
    all.set(past);
    all.set(samples, past.length);
    past = all.slice(-2 * reach);
    return samples.map((_, index) => {
      const middle = index + reach;
      let sum = (all[middle] ?? 0) / 2;
      for (let pair = 0; pair < side.length; pair += 1) {
        const distance = 2 * pair + 1;
        sum += (side[pair] ?? 0) * ((all[middle - distance] ?? 0) + (all[middle + distance] ?? 0));
      }
      return sum;
    });
  };
}

/** Makes 16 kHz of 8 kHz: nothing above the old band is heard (ITU-T G.191's way). Each call goes on where the last ended. */
export function createDoubler(): (samples: Int16Array) => Int16Array {
  const filter = createHalfBand();
  return (samples) => {
    const spread = new Float64Array(samples.length * 2);
    for (let index = 0; index < samples.length; index += 1) spread[index * 2] = 2 * (samples[index] ?? 0);
    return Int16Array.from(filter(spread), clip);
  };
}

/** Makes 8 kHz of 16 kHz, of which the upper half of the band would otherwise be mirrored into the lower. */
export function createHalver(): (samples: Int16Array) => Int16Array {
  const filter = createHalfBand();
  return (samples) => {
    const filtered = filter(Float64Array.from(samples));
    return Int16Array.from({ length: samples.length >> 1 }, (_, index) => clip(filtered[index * 2] ?? 0));
  };
}

function clip(sample: number): number {
  return Math.max(-32_768, Math.min(32_767, Math.round(sample)));
}
