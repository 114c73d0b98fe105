import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Access } from "../../browser/permissions.ts";

/** Follows a permission, wherever it is given or taken away. */
export function useAccess(access: Access): boolean {
  const allowed = useSignal(false);
  useEffect(() => {
    const end = new AbortController();
    const look = (): void => void access.has().then((has) => (allowed.value = has));
    access.watch(look, end.signal);
    look();
    return () => end.abort();
  }, [access]);
  return allowed.value;
}
