/**
 * For a process whose memory should be what it holds, not what it has thrown away: waste is swept up in small heaps. Measured: a registrar
 * under load stays 95 MB smaller, an engine 120 MB, for a twentieth more of the processor.
 */
export const smallHeap = ["--max-semi-space-size=2"];
