import { useSignal } from "@preact/signals";
import { useContext, useEffect } from "preact/hooks";
import { Frame } from "../../ui/frame.ts";

/** The time, anew every second; only while somebody looks at it. */
export function useNow(): number {
  const now = useSignal(Date.now());
  const frame = useContext(Frame);
  useEffect(() => {
    const timer = frame.setInterval(() => (now.value = Date.now()), 1000);
    return () => frame.clearInterval(timer);
  }, [frame]);
  return now.value;
}
