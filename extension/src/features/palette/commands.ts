import { isLive, type Call, type State } from "@twp/shared/protocol/index.ts";
import type { Person } from "@twp/shared/protocol/search.ts";
import { talks } from "@twp/shared/protocol/calls.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { allDevices, deviceName } from "../devices/device-view.ts";

/** One thing to do, by its words; `do` does it. */
export type PaletteCommand = Readonly<{ id: string; words: string; do: (desk: Desk) => unknown }>;

/** What the panel itself can do. */
export type Places = Readonly<{
  openOptions: () => void;
  openDoctor: () => void;
  showList: (list: "contacts" | "calls") => void;
}>;

/** Everything that can be done now, what is most pressing first. */
export function commandsNow(state: State, places: Places): readonly PaletteCommand[] {
  return [
    ...state.calls.filter(isLive).flatMap(ofCall),
    ...redial(state),
    ...devices(state),
    doNotDisturb(state),
    {
      id: "list-contacts",
      words: t("palette:show", { list: t("panel:tab.contacts") }),
      do: () => places.showList("contacts"),
    },
    { id: "list-calls", words: t("palette:show", { list: t("panel:tab.calls") }), do: () => places.showList("calls") },
    { id: "options", words: t("panel:dock.preferences"), do: places.openOptions },
    { id: "doctor", words: t("doctor:open"), do: places.openDoctor },
  ];
}

/** Calls whoever was found, each by each of their numbers. */
export function callPeople(people: readonly Person[]): readonly PaletteCommand[] {
  return people.flatMap(({ name, numbers }) =>
    numbers.map((number) => ({
      id: `call-${number}`,
      words: t("palette:call", { name: name === "" ? number : `${name}, ${number}` }),
      do: (desk: Desk) => dial(desk, number),
    })),
  );
}

/** Calls the number that was typed. */
export function callNumber(number: string): PaletteCommand {
  return { id: "call-typed", words: t("palette:call", { name: number }), do: (desk) => dial(desk, number) };
}

const dial = (desk: Desk, target: string): unknown => desk.ask("calls.dial", { target, source: { kind: "panel" } });

function ofCall(call: Call): readonly PaletteCommand[] {
  const { id: callId, state, muted, peer } = call;
  const name = peer.name || peer.number;
  const one = (
    command: "answer" | "decline" | "hangUp" | "hold" | "resume",
    text: "answer" | "decline" | "hang-up" | "hold" | "resume",
  ): PaletteCommand => ({
    id: `${command}-${callId}`,
    words: t("palette:of-call", { act: t(`calls:action.${text}`), name }),
    do: (desk) => desk.ask(`calls.${command}`, { callId }),
  });
  if (state === "offered") return [one("answer", "answer"), one("decline", "decline")];
  const mute: PaletteCommand = {
    id: `mute-${callId}`,
    words: t("palette:of-call", { act: t(muted ? "palette:unmute" : "calls:action.mute"), name }),
    do: (desk) => desk.ask("calls.mute", { callId, muted: !muted }),
  };
  const talking = talks(call) ? [mute, state === "held" ? one("resume", "resume") : one("hold", "hold")] : [];
  return [one("hangUp", "hang-up"), ...talking];
}

function redial({ journal: { lastDialled } }: State): readonly PaletteCommand[] {
  if (lastDialled === null) return [];
  return [{ id: "redial", words: t("journal:redial", { number: lastDialled }), do: (desk) => dial(desk, lastDialled) }];
}

function devices({ devices }: State): readonly PaletteCommand[] {
  const all = allDevices(devices);
  if (all.length < 2) return [];
  return all
    .filter(({ id }) => id !== devices.used)
    .map((device) => ({
      id: `use-${device.id}`,
      words: t("palette:use", { name: deviceName(device) }),
      do: (desk) => desk.ask("devices.use", { device: device.id }),
    }));
}

function doNotDisturb({ settings }: State): PaletteCommand {
  const { doNotDisturb } = settings.values;
  return {
    id: "do-not-disturb",
    words: t(doNotDisturb ? "palette:disturb" : "settings:do-not-disturb.label"),
    do: (desk) => desk.ask("settings.change", { doNotDisturb: !doNotDisturb }),
  };
}
