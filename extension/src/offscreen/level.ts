/** The level of silence, in decibels: a number that can be passed on. */
const silent = -120;

/** How loud it is now, in decibels below full scale. A resting context keeps its last samples: they are heard no more. */
export function levelOf(analyser: AnalyserNode | null): number {
  if (analyser?.context.state !== "running") return silent;
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  return Math.max(silent, 10 * Math.log10(power));
}

/** The strongest frequency now, in hertz. */
export function peakFrequencyOf(analyser: AnalyserNode): number {
  if (analyser.context.state !== "running") return 0;
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(spectrum);
  const peak = spectrum.reduce((best, value, index) => (value > (spectrum[best] ?? 0) ? index : best), 0);
  return (peak * analyser.context.sampleRate) / analyser.fftSize;
}
