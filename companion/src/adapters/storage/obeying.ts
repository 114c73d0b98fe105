import { Failure } from "@twp/shared/protocol/index.ts";

/** Does things with what is at rest; whatever the disk says against it has one code for the user, and this message for the log. */
export function obeying(message: string): <T>(act: () => T) => T {
  return (act) => {
    try {
      return act();
    } catch (error) {
      throw new Failure("storage-failed", message, { cause: error });
    }
  };
}
