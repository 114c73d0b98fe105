import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Stethoscope } from "../../ui/icons.ts";

/** The way to the call doctor. */
export function DoctorButton({ open }: { open: () => void }) {
  return (
    <div class="actions">
      <Button icon={Stethoscope} data-testid="open-doctor" onClick={open}>
        {t("doctor:open")}
      </Button>
    </div>
  );
}
