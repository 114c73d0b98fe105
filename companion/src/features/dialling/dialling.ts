import type { DialPlan, diallingCommands } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Commands, Document } from "../ports.ts";

/** How numbers are dialled here. */
export type Dialling = Readonly<{ commands: Commands<keyof typeof diallingCommands>; plan: () => DialPlan }>;

/** Begins with the stored plan and tells the windows. */
export function createDialling(document: Document<DialPlan>, publish: Publish): Dialling {
  publish({ type: "dialling.changed", plan: document.value() });
  return {
    plan: document.value,
    commands: {
      async "dialling.change"(plan) {
        await document.write(plan);
        publish({ type: "dialling.changed", plan });
        return null;
      },
    },
  };
}
