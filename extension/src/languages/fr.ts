import { frame } from "./fr/frame.ts";
import { rest } from "./fr/rest.ts";

/** Every text of the interface in this language. */
export const fr = { ...frame, ...rest };
