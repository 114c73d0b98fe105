import { pino, type Level } from "pino";
import type { Log } from "../../features/ports.ts";

/** One JSON line an event on standard error, so that what a person reads stays on standard output. */
export function createLog(level: Level | "silent"): Log {
  const logger = pino({ level, base: null, messageKey: "event" }, pino.destination({ dest: 2, sync: true }));
  return (event, details = {}) => logger.info(details, event);
}
