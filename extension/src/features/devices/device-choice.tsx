import { t } from "../../texts.ts";
import type { Desk } from "../../companion/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { allDevices, deviceIcons, deviceName } from "./device-view.ts";

/** With which device the next call is made: one click, or the arrow keys. Nothing to choose while the browser is the only one. */
export function DeviceChoice({ desk }: { desk: Desk }) {
  const devices = desk.state.value?.devices;
  if (devices === undefined || devices.telephones.length === 0 || desk.link.value.state !== "ready") return null;
  return (
    <fieldset class="devices" data-testid="devices" aria-label={t("devices:choice")}>
      {allDevices(devices).map((device) => (
        <label key={device.id} title={deviceName(device)}>
          <input
            type="radio"
            name="device"
            data-testid={`use-${device.id}`}
            checked={devices.used === device.id}
            onChange={() => void desk.ask("devices.use", { device: device.id })}
          />
          <Icon node={deviceIcons[device.kind]} size={14} />
          <span>{deviceName(device)}</span>
        </label>
      ))}
    </fieldset>
  );
}
