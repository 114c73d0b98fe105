import { linksOf } from "./links.ts";
import type { Numbers } from "./numbers.ts";
import { askForScript } from "./worker.ts";

/** Has it read whose the numbers of this page are, each time these were found. Its script comes with the first of them. */
export function followNames(numbers: Numbers): (wanted?: boolean) => void {
  let on = false;
  return (wanted = on) => {
    on = wanted;
    if (!on || !numbers.isOn() || (numbers.all().length === 0 && linksOf(document).length === 0)) return;
    const read = (): void => globalThis.twpReadNames?.(numbers.all());
    if (globalThis.twpReadNames === undefined) void askForScript("names.wanted").then(read);
    else read();
  };
}
