import type { Call } from "@twp/shared/protocol/calls.ts";
import type { DialPlan } from "@twp/shared/protocol/dialling.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Button } from "../../../ui/button.tsx";
import { CircleParking, PhoneForwarded } from "../../../ui/icons.ts";
import { NumberField } from "../../dialling/number-field.tsx";

type Props = { call: Call; desk: Desk; plan: DialPlan; close: () => void };

/** Takes the number the other side is sent to; Enter sends it, Escape in the empty field closes it. */
export function TransferField({ call: { id: callId }, desk, plan, close }: Props) {
  const text = useSignal("");
  const transfer = async (target: string): Promise<boolean> => {
    const sent = (await desk.ask("calls.transfer", { callId, target })) !== "failed";
    if (sent) close();
    return sent;
  };
  const parkNumber = desk.state.value?.settings.values.parkNumber ?? "";
  return (
    <>
      <NumberField
        name="transfer-to"
        icon={PhoneForwarded}
        label={t("calls:transfer.field")}
        goes={(number) => t("calls:transfer.go", { number })}
        text={text}
        plan={plan}
        submit={transfer}
        leave={close}
      />
      {parkNumber !== "" && (
        <div class="pair">
          <Button icon={CircleParking} data-testid="park" onClick={() => void transfer(parkNumber)}>
            {t("calls:codes.park")}
          </Button>
        </div>
      )}
    </>
  );
}
