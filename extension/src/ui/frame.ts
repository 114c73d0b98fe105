import { createContext } from "preact";

/** The window a view is drawn in: its keys are heard there, and its timers are not slowed there while its page is out of sight. */
export const Frame = createContext<Pick<Window, "setInterval" | "clearInterval" | "addEventListener">>(
  globalThis.window,
);
