import type { LineEngine } from "./line.ts";

/** About how often a keep-alive goes out, in milliseconds: more rarely, and home routers forget us (RFC 5626 section 4.4). */
const every = 25_000;

/** The flow to the server in use, kept open. */
export type KeptFlow = Readonly<{
  keep: (hop: string) => void;
  /** Hears when the flow failed, and when it is back after that. */
  onChange: (changed: () => void) => void;
  stop: () => void;
}>;

/** Keeps one flow at a time. */
export function keepFlow(engine: Pick<LineEngine, "keepAlive">): KeptFlow {
  let kept = "";
  let failed = false;
  let listener: () => void = () => undefined;
  let stop: () => void = () => undefined;
  const hear = (state: "alive" | "failed"): void => {
    // The first answer is no news: the line has just registered.
    const news = state === "failed" || failed;
    failed = state === "failed";
    if (news) listener();
  };
  return {
    keep(hop) {
      if (hop === kept) return;
      stop();
      [kept, failed] = [hop, false];
      stop = engine.keepAlive(hop, every, hear);
    },
    onChange: (changed) => void (listener = changed),
    stop: () => stop(),
  };
}
