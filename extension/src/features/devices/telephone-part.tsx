import type { Telephone, TelephoneKind } from "@twp/shared/protocol/devices.ts";
import { t, type TextKey } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Choice, Field, Switch } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { deviceIcons, deviceName } from "./device-view.ts";

type Props = {
  telephone: Telephone;
  kinds: readonly TelephoneKind[];
  /** In seconds. */
  longestWait: number;
  wrong: TextKey | null;
  change: (telephone: Telephone) => void;
  remove: () => void;
  moveUp: (() => void) | null;
};

/** Everything about one telephone of the user's. */
export function TelephonePart({ telephone, kinds, longestWait, wrong, change, remove, moveUp }: Props) {
  const { kind, name, number, answersByItself, ringsAfter } = telephone;
  return (
    <fieldset class="part" data-testid="telephone">
      <legend>
        <Icon node={deviceIcons[kind]} size={16} />
        {deviceName(telephone)}
      </legend>
      <Choice
        label={t("devices:kind-label")}
        value={kind}
        options={kinds.map((each) => [each, t(`devices:kind.${each}`)])}
        onChoose={(next) => change({ ...telephone, kind: next })}
      />
      <Field
        name="telephone-name"
        label={t("devices:name")}
        placeholder={t(`devices:kind.${kind}`)}
        value={name}
        maxLength={40}
        onInput={(event) => change({ ...telephone, name: event.currentTarget.value })}
      />
      <Field
        name="telephone-number"
        label={t("devices:number")}
        wrong={wrong === null ? undefined : t(wrong)}
        value={number}
        maxLength={128}
        onInput={(event) => change({ ...telephone, number: event.currentTarget.value })}
      />
      <RingsAfter telephone={telephone} longestWait={longestWait} change={change} />
      <div class="wide try-out">
        <Switch
          label={t("devices:rings-for-callers")}
          checked={ringsAfter !== null}
          onSwitch={(on) => change({ ...telephone, ringsAfter: on ? 0 : null })}
        />
        <Switch
          label={t("devices:answers-by-itself")}
          aid={t("devices:answers-by-itself-aid")}
          checked={answersByItself}
          onSwitch={(on) => change({ ...telephone, answersByItself: on })}
        />
      </div>
      <div class="wide actions">
        {moveUp !== null && (
          <Button small data-testid="telephone-up" onClick={moveUp}>
            {t("devices:up")}
          </Button>
        )}
        <Button small kind="end" data-testid="remove-telephone" onClick={remove}>
          {t("devices:remove", { name: deviceName(telephone) })}
        </Button>
      </div>
    </fieldset>
  );
}

function RingsAfter({ telephone, longestWait, change }: Pick<Props, "telephone" | "longestWait" | "change">) {
  const { ringsAfter } = telephone;
  return (
    <Field
      name="telephone-rings-after"
      type="number"
      label={t("devices:rings-after")}
      disabled={ringsAfter === null}
      min={0}
      max={longestWait}
      value={ringsAfter ?? ""}
      onInput={(event) => {
        const seconds = Math.round(event.currentTarget.valueAsNumber);
        if (seconds >= 0 && seconds <= longestWait) change({ ...telephone, ringsAfter: seconds });
      }}
    />
  );
}
