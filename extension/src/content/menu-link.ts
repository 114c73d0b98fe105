import { linkAround } from "./links.ts";
import type { PageNumber } from "./marks.ts";

/** The telephone link on which the user has opened the browser's menu: the browser tells the worker what it dials, and not which one it is. */
export type MenuLink = Readonly<{
  /** Begins to listen, also anew on a page that was written anew. */
  listen: () => void;
  number: () => PageNumber | null;
}>;

export function followMenu(): MenuLink {
  let on: EventTarget | undefined;
  const note = (event: Event): void => {
    if (event.isTrusted) [on] = event.composedPath();
  };
  return {
    listen: () => addEventListener("contextmenu", note, { capture: true, passive: true }),
    number: () => linkAround(on),
  };
}
