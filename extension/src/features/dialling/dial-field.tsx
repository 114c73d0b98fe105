import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Signal } from "@preact/signals";
import { t } from "../../texts.ts";
import { Phone } from "../../ui/icons.ts";
import { NumberField } from "./number-field.tsx";

type Props = { text: Signal<string>; plan: DialPlan; dial: (target: string) => Promise<boolean> };

/** One field for a name or a number: what looks like a number can be called at once. */
export function DialField({ text, plan, dial }: Props) {
  return (
    <NumberField
      name="dial"
      icon={Phone}
      label={t("dialling:field")}
      goes={(number) => t("dialling:call", { number })}
      text={text}
      plan={plan}
      submit={dial}
    />
  );
}
