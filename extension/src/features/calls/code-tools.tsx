import { BellRing, PhoneIncoming, Undo2 } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { IconButton, Tool } from "../../ui/button.tsx";

const source = { kind: "panel" } as const;

/** Takes the call that rings at a colleague's, and takes back a parked one, where the telephone system has a code for it. */
export function CodeTools({ desk }: { desk: Desk }) {
  const { pickUpNumber = "", retrieveNumber = "" } = desk.state.value?.settings.values ?? {};
  return (
    <>
      {pickUpNumber !== "" && (
        <Tool
          icon={PhoneIncoming}
          data-testid="pick-up"
          onClick={() => void desk.ask("calls.dial", { target: pickUpNumber, source })}
        >
          {t("calls:codes.pick-up")}
        </Tool>
      )}
      {retrieveNumber !== "" && (
        <Tool
          icon={Undo2}
          data-testid="retrieve"
          onClick={() => void desk.ask("calls.dial", { target: retrieveNumber, source })}
        >
          {t("calls:codes.retrieve")}
        </Tool>
      )}
    </>
  );
}

/** Takes the call that rings at one colleague's; `words` are that number as it is shown. */
export function PickUpButton({ desk, number, words }: { desk: Desk; number: string; words: string }) {
  const { pickUpPrefix = "" } = desk.state.value?.settings.values ?? {};
  // Codes are for the telephones of the house.
  if (pickUpPrefix === "" || !/^\d{1,6}$/u.test(number)) return null;
  return (
    <IconButton
      icon={BellRing}
      label={t("calls:codes.pick-up-from", { number: words })}
      data-testid="pick-up-from"
      onClick={() => void desk.ask("calls.dial", { target: `${pickUpPrefix}${number}`, source })}
    />
  );
}
