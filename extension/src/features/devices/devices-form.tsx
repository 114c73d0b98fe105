import type { State } from "@twp/shared/protocol/index.ts";
import { longestWait, mostTelephones, telephoneKinds, type Telephone } from "@twp/shared/protocol/devices.ts";
import { useSignal } from "@preact/signals";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { useDraft } from "../../ui/draft.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/field.tsx";
import { Plus } from "../../ui/icons.ts";
import { forwardFault } from "../settings/forward-fault.ts";
import { allDevices, deviceName, movedUp, newTelephone } from "./device-view.ts";
import { TelephonePart } from "./telephone-part.tsx";

/** The user's telephones, in the order in which they ring. Nothing holds before it is saved: a number half typed must never be called. */
export function DevicesForm({ desk, state }: { desk: Desk; state: State }) {
  const { devices } = state;
  const draft = useDraft<readonly Telephone[]>(devices.telephones);
  const tried = useSignal(false);
  const stored = JSON.stringify(devices.telephones);
  const telephones = draft.value;
  const changed = JSON.stringify(telephones) !== stored;
  const wrong = telephones.map(({ number }) => forwardFault(number, state));
  const submit = (event: Event): void => {
    event.preventDefault();
    tried.value = wrong.some((each) => each !== null);
    if (!tried.value) void desk.ask("devices.change", { telephones: [...telephones] });
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      {devices.telephones.length > 0 && (
        <Choice
          label={t("devices:used")}
          aid={t("devices:used-aid")}
          value={devices.used}
          options={allDevices(devices).map((each) => [each.id, deviceName(each)])}
          onChoose={(device) => void desk.ask("devices.use", { device })}
        />
      )}
      {telephones.length === 0 && <p>{t("devices:none")}</p>}
      {telephones.map((telephone, n) => (
        <TelephonePart
          key={telephone.id}
          telephone={telephone}
          kinds={telephoneKinds}
          longestWait={longestWait}
          wrong={tried.value ? (wrong[n] ?? null) : null}
          change={(next) => (draft.value = telephones.map((each) => (each === telephone ? next : each)))}
          remove={() => (draft.value = telephones.filter((each) => each !== telephone))}
          moveUp={n === 0 ? null : () => (draft.value = movedUp(telephones, n))}
        />
      ))}
      <div class="actions">
        <Button
          icon={Plus}
          data-testid="add-telephone"
          disabled={telephones.length >= mostTelephones}
          onClick={() => (draft.value = [...telephones, newTelephone(crypto.randomUUID())])}
        >
          {t("devices:add")}
        </Button>
        <Button kind="accent" type="submit" data-testid="save-telephones" disabled={!changed}>
          {t("common:save")}
        </Button>
        <p role="status" data-testid="devices-state">
          {changed ? t("settings:forward.not-saved") : ""}
        </p>
      </div>
    </form>
  );
}
