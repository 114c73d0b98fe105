import { CircleCheck } from "../ui/icons.ts";
import type { ComponentChildren } from "preact";
import { t } from "../texts.ts";
import { Icon, type IconNode } from "../ui/icon.tsx";

/** Where a step stands: done, the one to do now, or one that has to wait. */
export type StepState = "done" | "now" | "later";

/** One step of the welcome page. */
export function Step(props: {
  state: StepState;
  icon: IconNode;
  title: string;
  text: ComponentChildren;
  children?: ComponentChildren;
  id: string;
}) {
  const { state, icon, title, text, children, id } = props;
  return (
    <li class={`step ${state}`} data-testid={`step-${id}`} data-state={state} aria-current={state === "now" && "step"}>
      <Icon node={state === "done" ? CircleCheck : icon} size={20} />
      <div>
        <h2>
          {title}
          {state === "done" && <span class="spoken-only"> – {t("welcome:done")}</span>}
        </h2>
        <p>{text}</p>
        {state !== "later" && children}
      </div>
    </li>
  );
}
