import { encryptions, type Settings } from "@twp/shared/protocol/settings.ts";
import type { Desk } from "../../../companion/desk.ts";
import { t } from "../../../texts.ts";
import { Choice } from "../../../ui/field.tsx";

/** Whether the sound of calls is encrypted. */
export function EncryptionChoice({ desk, settings: { encryption } }: { desk: Desk; settings: Settings }) {
  const aid = [t("calls:encryption.aid"), ...(encryption === "required" ? [t("calls:encryption.own-telephones")] : [])];
  return (
    <Choice
      label={t("calls:encryption.title")}
      aid={aid.join(" ")}
      value={encryption}
      options={encryptions.map((each) => [each, t(`calls:encryption.${each}`)])}
      onChoose={(next) => void desk.ask("settings.change", { encryption: next })}
    />
  );
}
