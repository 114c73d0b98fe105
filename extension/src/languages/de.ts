import { frame } from "./de/frame.ts";
import { rest } from "./de/rest.ts";

/** Every text of the interface in this language. */
export const de = { ...frame, ...rest };
