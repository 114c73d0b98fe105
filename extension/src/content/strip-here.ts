import type { StripLook } from "./message.ts";
import { askForScript } from "./worker.ts";

/** Shows the strip at the edge of this page, or takes it away. Its script comes when it is first wanted, and into no frame of a page. */
export function followStrip(): (look: StripLook | null) => void {
  let wanted: StripLook | null = null;
  return (look) => {
    if (window !== window.top) return;
    wanted = look;
    if (globalThis.twpShowStrip !== undefined) globalThis.twpShowStrip(look);
    else if (look !== null) void askForScript("strip.wanted").then(() => globalThis.twpShowStrip?.(wanted));
  };
}
