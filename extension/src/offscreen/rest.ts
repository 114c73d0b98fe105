/** What rests: an `AudioContext`. */
type Output = Readonly<{ resume: () => Promise<void>; suspend: () => Promise<void> }>;

/** Milliseconds of silence after which the output rests. A ring is followed by a voice and a voice by a tone: rest between them would cost each its beginning. */
const quiet = 5000;

/**
 * Keeps an output awake while it is needed, and lets it rest soon after. It is woken only once a suspension under way is done: Chromium
 * leaves a context that is resumed in the middle of one `running` and silent for good.
 */
export function keepAwake(output: Output, signal: AbortSignal): (needed: boolean) => void {
  let needed = false;
  let suspending = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => clearTimeout(timer));
  const wake = async (): Promise<void> => {
    await suspending;
    // Rejected where the page is closing.
    if (needed) await output.resume().catch(() => undefined);
  };
  const rest = (): void => {
    suspending = output.suspend().catch(() => undefined);
  };
  return (wanted) => {
    needed = wanted;
    clearTimeout(timer);
    if (wanted) void wake();
    else timer = setTimeout(rest, quiet);
  };
}
