import type { State } from "@twp/shared/protocol/index.ts";
import type { TextKey } from "../../texts.ts";
import { wouldDial } from "../dialling/numbers.ts";

/** What is wrong with a number to send callers to, or null: it must be dialable, and not our own, which would send them back to us. */
export function forwardFault(
  text: string,
  { account: { user, domain }, dialling }: Pick<State, "account" | "dialling">,
): TextKey | null {
  const dialled = wouldDial(text, dialling);
  if (dialled === null) return "failures:number-not-dialable";
  return dialled === user || dialled.toLowerCase() === `${user}@${domain}`.toLowerCase()
    ? "settings:forward.own"
    : null;
}
