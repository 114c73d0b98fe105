import type {} from "./names/read-names.ts";
import type { Numbers } from "./numbers.ts";
import { tell } from "./worker.ts";

/** Has it read whose the numbers of this page are, each time these have been found. Its script comes with the first of them. */
export function followNames(numbers: Numbers): (wanted: boolean) => void {
  let on = false;
  const read = async (): Promise<void> => {
    if (!on || (numbers.all().length === 0 && document.querySelector('a[href^="tel:" i]') === null)) return;
    if (globalThis.twpReadNames === undefined) await ask({ type: "names.wanted" });
    globalThis.twpReadNames?.(numbers.all());
  };
  numbers.whenRead = () => void read();
  return (wanted) => {
    if (wanted === on) return;
    on = wanted;
    void read();
  };
}
