import type { Call } from "@twp/shared/protocol/calls.ts";
import { canOpenWindows, openCallWindow } from "../browser/own-windows.ts";
import { t } from "../texts.ts";
import { IconButton } from "../ui/button.tsx";
import { AppWindow } from "../ui/icons.ts";

/** Shows a call in a window of its own as well. */
export function OpenInWindow({ call }: { call: Call }) {
  if (!canOpenWindows()) return null;
  return (
    <IconButton
      icon={AppWindow}
      label={t("windows:call.open")}
      data-testid="open-in-window"
      onClick={() => void openCallWindow(call.id)}
    />
  );
}
