import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import type { Signal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton } from "../../ui/button.tsx";
import { Phone, Redo2 } from "../../ui/icons.ts";
import { enterRows } from "../../ui/roving.ts";
import { NumberField } from "../dialling/number-field.tsx";

/** `copied` is the number on the clipboard, where that may be looked at. */
type Props = { desk: Desk; plan: DialPlan; text: Signal<string>; copied?: Signal<string | null>; inCall: boolean };

/**
 * One field for a name or a number. Enter calls a number as it was typed, else the first person who was found; in the empty field it calls
 * the number that was copied, else the last one again.
 */
export function PersonField({ desk, plan, text, copied, inCall }: Props) {
  const last = desk.state.value?.journal.lastDialled ?? null;
  const dial = async (target: string, kind: "panel" | "clipboard" = "panel"): Promise<boolean> =>
    (await desk.ask("calls.dial", { target, source: { kind } })) !== "failed";
  const dismiss = (): void => {
    if (copied !== undefined) copied.value = null;
  };
  const callCopied = async (number: string): Promise<boolean> => {
    dismiss();
    return dial(number, "clipboard");
  };
  const callFirst = async (typed: string): Promise<boolean> => {
    const waiting = copied?.value ?? null;
    if (typed === "" && waiting !== null) return callCopied(waiting);
    if (typed === "") return last !== null && dial(last);
    const found = await desk.ask("search.people", { text: typed });
    // Whom only a page names is called by a press on their line, where it says which page, and never by a name that was typed.
    const own =
      found === "failed" ? [] : found.people.filter(({ learned }) => learned === null || learned === undefined);
    const number = own[0]?.numbers[0];
    return number !== undefined && dial(number);
  };
  return (
    <NumberField
      name="dial"
      icon={Phone}
      label={t(inCall ? "search:during" : "dialling:field")}
      goes={(number) => t("dialling:call", { number })}
      text={text}
      plan={plan}
      submit={dial}
      otherwise={callFirst}
      down={enterRows}
      waiting={copied?.value}
      leave={dismiss}
      beside={
        last !== null &&
        !inCall && (
          <IconButton
            icon={Redo2}
            label={t("journal:redial", { number: last })}
            data-testid="redial"
            onClick={() => void dial(last)}
          />
        )
      }
    />
  );
}
