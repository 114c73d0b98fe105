import { showNumber } from "@twp/shared/dialling/plan.ts";
import { Failure, type CallSource, type FailureCode, type Params } from "@twp/shared/protocol/index.ts";
import { showNote } from "../browser/notifications.ts";
import type { Companion } from "../companion/companion.ts";
import { whenReady } from "../companion/ready.ts";
import { t } from "../texts.ts";
import { whyAway } from "./why-away.ts";

/** A worker that a click has just woken needs a moment for its link. */
const patience = 3000;

/** Dials for the user where no window of ours is in sight, with the device in use or with that one: what fails is told by a notification. */
export async function dial(companion: Companion, target: string, source: CallSource, device?: string): Promise<void> {
  const failure = await tryToDial(companion, { target, source, device });
  if (failure === null) return;
  const message = t(failure === "no-companion" ? whyAway(companion.link.value) : `failures:${failure}`);
  await showNote("dial-failed", {
    // As a person reads it: a page's number comes as it is dialled.
    title: t("calls:note.failed", { number: showNumber(target, companion.state.value?.dialling.country ?? "") }),
    message,
    buttons: [],
    stays: false,
  });
}

async function tryToDial(
  companion: Companion,
  meant: Params<"calls.dial">,
): Promise<FailureCode | "no-companion" | null> {
  if (!(await whenReady(companion, patience))) return "no-companion";
  try {
    await companion.request("calls.dial", meant);
    return null;
  } catch (error) {
    return error instanceof Failure ? error.code : "internal";
  }
}
