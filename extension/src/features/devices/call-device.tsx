import { isInBrowser, talks, type Call } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Square } from "../../ui/icons.ts";
import { allDevices, deviceIcons, deviceName } from "./device-view.ts";

/** With which telephone a call is spoken, and which one rings for it; nothing for a call in the browser. */
export function CallDeviceLine({ call }: { call: Call }) {
  const { device, phoneRings } = call;
  const shown = phoneRings ?? device;
  if (phoneRings === null && isInBrowser(call)) return null;
  const name = deviceName(shown);
  return (
    <p class="number with-icon" data-testid="call-device" data-rings={phoneRings !== null}>
      <Icon node={deviceIcons[shown.kind]} size={12} />
      {phoneRings === null ? name : t("devices:rings", { name })}
    </p>
  );
}

/** Answers a caller with another device than the one in use, or goes on with another one; while that rings, it can be stopped. */
export function OtherDevices({ call, desk }: { call: Call; desk: Desk }) {
  const devices = desk.state.value?.devices;
  const { id: callId, device: present, phoneRings, state } = call;
  if (devices === undefined || devices.telephones.length === 0 || (state !== "offered" && !talks(call))) return null;
  if (phoneRings !== null && talks(call)) {
    // A telephone that comes back from hold has nowhere to move back to: hanging up is beside this.
    if (phoneRings.id === present.id) return null;
    return (
      <div class="pair">
        <Button
          small
          icon={Square}
          data-testid="stop-moving"
          onClick={() => void desk.ask("calls.move", { callId, device: present.id })}
        >
          {t("devices:stop", { name: deviceName(present) })}
        </Button>
      </div>
    );
  }
  const others = allDevices(devices).filter(({ id }) => id !== present.id);
  const go = (device: string): void =>
    void (state === "offered"
      ? desk.ask("calls.answer", { callId, device })
      : desk.ask("calls.move", { callId, device }));
  return (
    <div class="pair" role="group" aria-label={t("devices:others")}>
      {others.map((device) => (
        <Button
          key={device.id}
          small
          icon={deviceIcons[device.kind]}
          data-testid={`${state === "offered" ? "answer" : "move"}-${device.id}`}
          onClick={() => go(device.id)}
        >
          {t(state === "offered" ? "devices:answer" : "devices:move", { name: deviceName(device) })}
        </Button>
      ))}
    </div>
  );
}
