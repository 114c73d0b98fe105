import { frame } from "./en/frame.ts";
import { rest } from "./en/rest.ts";

/** Every text of the interface in this language. */
export const en = { ...frame, ...rest };
