import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The time, anew every second; only while somebody looks at it. */
export function useNow(): number {
  const now = useSignal(Date.now());
  useEffect(() => {
    const timer = setInterval(() => (now.value = Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now.value;
}
