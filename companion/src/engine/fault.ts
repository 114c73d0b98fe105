/** What stands in a log line for something that was thrown. */
export function reasonOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}

/**
 * Runs a callback of a socket or a timer: what it throws is a fault of the engine, is told to `tell`, and must end
 * neither the process nor other calls.
 */
export function guarded<Arguments extends readonly unknown[]>(
  call: (...given: Arguments) => void,
  tell: (reason: string) => void = () => undefined,
): (...given: Arguments) => void {
  return (...given) => {
    try {
      call(...given);
    } catch (fault) {
      tell(reasonOf(fault));
    }
  };
}
