import { destination, pino } from "pino";
import type { Log } from "../../features/ports.ts";

const levels = ["silent", "error", "info"] as const;

/** One JSON line an event on standard error, so that what a person reads stays on standard output. Without a known level it says nothing. */
export function createLog(wanted: string | undefined): Log {
  const level = levels.find((each) => each === wanted) ?? "silent";
  const logger = pino({ level, base: null, messageKey: "event" }, destination({ dest: 2, sync: true }));
  return (event, details = {}) => logger.info(details, event);
}
