import type { Notice, Settings, settingsCommands } from "@twp/shared/protocol/index.ts";
import type { Publish } from "../mirror.ts";
import type { Clock, Commands, Document } from "../ports.ts";
import { openCode, shutDoor, type Door } from "./pairing.ts";

/** What the settings need of the world. */
export type SettingsPorts = Readonly<{
  document: Document<Settings>;
  /** What went wrong with files before anybody could be told. */
  notices: readonly Notice[];
  publish: Publish;
  clock: Clock;
  /** Six random digits. */
  newCode: () => string;
}>;

/** The user's settings, the notices, and the door for new browsers. */
export type SettingsFeature = Readonly<{
  commands: Commands<keyof typeof settingsCommands>;
  /** The door's present state, changed by the gateway as browsers knock. */
  door: Readonly<{ get: () => Door; set: (door: Door) => void }>;
  /** Opens a pairing code for a person to read. */
  pair: () => Readonly<{ code: string; until: number }>;
  /** Something more went wrong with a file. */
  note: (notice: Notice) => void;
}>;

/** Begins with the stored settings and tells the windows. */
export function createSettings({ document, notices: first, publish, clock, newCode }: SettingsPorts): SettingsFeature {
  let notices = [...first];
  let door = shutDoor;
  const tell = (): void => publish({ type: "settings.changed", settings: { values: document.value(), notices } });
  const pair = (): { code: string; until: number } => {
    const code = newCode();
    door = openCode(door, code, clock.now());
    return { code, until: door.open?.until ?? 0 };
  };
  tell();
  return {
    pair,
    note(notice) {
      notices = [...notices, notice];
      tell();
    },
    door: { get: () => door, set: (next) => void (door = next) },
    commands: {
      async "settings.change"(part) {
        await document.change((values) => ({ ...values, ...definedOnly(part) }));
        tell();
        return null;
      },
      "settings.dismissNotice"({ noticeId }) {
        notices = notices.filter((notice) => notice.id !== noticeId);
        tell();
        return null;
      },
      "settings.pair": pair,
    },
  };
}

/** A part whose absent values are absent, not `undefined`. */
function definedOnly(part: { [K in keyof Settings]?: Settings[K] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
}
