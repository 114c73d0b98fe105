import type { Field } from "./report.ts";

/**
 * What a headset's reports mean.
 *
 *                     ┌ the lamp says the same ───────────────────────▶ its yes to the lamp
 *   hook or mute,     ├ the lamp said so until just now ──────────────▶ a late yes
 *   as a switch: 0/1 ─┤
 *                     ├ just plugged in, or pressed just before ──────▶ a stray: the lamps are told again
 *                     └ otherwise ────────────────────────────────────▶ a press, for that state
 *
 *   hook or mute, as a key, and every other button: each time it goes down, a press; of the first two, for the other state than the lamp's.
 *
 * A headset says yes to what it is told by the very report of a press, and one with a key that claims to be a switch says 0 as soon as it
 * is let go of: neither may hang up a call.
 */
const buttons = ["hook", "mute", "flash", "drop"] as const;
export type Button = (typeof buttons)[number];

/** HID Usage Tables, section 14. */
const usages: Readonly<Record<Button, number>> = { hook: 0x0b0020, mute: 0x0b002f, flash: 0x0b0021, drop: 0x0b0026 };

/** What the user wants by a button; hook and mute have two directions. */
export type Press = "lift" | "hang-up" | "mute" | "unmute" | "flash" | "drop";

const lamps = ["offHook", "ring", "mute", "hold"] as const;
export type Lamp = (typeof lamps)[number];
export type Lamps = Readonly<Record<Lamp, boolean>>;

/** Which lamp a usage is (HID Usage Tables, sections 11 and 14): some headsets wait for On-Line, or ring by the telephony page. */
const lampUsages: ReadonlyMap<number, Lamp> = new Map([
  [0x08_0017, "offHook"],
  [0x08_002a, "offHook"],
  [0x08_0018, "ring"],
  [0x0b_009e, "ring"],
  [0x08_0009, "mute"],
  [0x08_0020, "hold"],
]);

/** The button of a usage. */
export const buttonOf = (usage: number): Button | null => buttons.find((button) => usages[button] === usage) ?? null;

/** The lamp of a usage. */
export const lampOf = (usage: number): Lamp | null => lampUsages.get(usage) ?? null;

/** The two that have a state, the lamp that shows it, and what is wanted by leaving the one and the other. */
const switches = {
  hook: { lamp: "offHook", on: "lift", off: "hang-up" },
  mute: { lamp: "mute", on: "mute", off: "unmute" },
} as const;

/** How long after a lamp was told, or a button pressed, what comes may be no press, in milliseconds. */
export const settling = 500;

/** A headset as it stands: its lamps, when each was last told on and off, when each switch was last heeded, which keys are down. */
export type Standing = Readonly<{
  lamps: Lamps;
  told: Readonly<Record<Lamp, Readonly<{ on: number; off: number }>>>;
  heeded: Readonly<Record<keyof typeof switches, number>>;
  down: ReadonlySet<Button>;
}>;

const dark: Lamps = { offHook: false, ring: false, mute: false, hold: false };
const never = { on: -Infinity, off: -Infinity };

/** A headset that has just been plugged in: whatever it says of itself now is no press. */
export function pluggedIn(now: number): Standing {
  const told = { offHook: never, ring: never, mute: never, hold: never };
  return { lamps: dark, told, heeded: { hook: now, mute: now }, down: new Set() };
}

/** The lamps are told. */
export function tell(standing: Standing, to: Lamps, now: number): Standing {
  const changed = lamps.filter((lamp) => standing.lamps[lamp] !== to[lamp]);
  const told = Object.fromEntries(
    changed.map((lamp) => [lamp, { ...standing.told[lamp], [to[lamp] ? "on" : "off"]: now }]),
  );
  return { ...standing, lamps: to, told: { ...standing.told, ...told } };
}

/** What one button says in a report. */
export type Said = Readonly<{ button: Button; on: boolean }> & Pick<Field, "relative">;

/** What a report means; `stray` where the headset believes otherwise than its lamps say. */
export type Heard = Readonly<{ standing: Standing; press: Press | null; stray: boolean }>;

/** Hears one button, at a time in milliseconds. */
export function hear(standing: Standing, said: Said, now: number): Heard {
  const { button } = said;
  return isSwitch(said) ? hearSwitch(standing, said, now) : hearKey(standing, said, pressOf(standing, button));
}

const isSwitch = (said: Said): said is Said & { button: keyof typeof switches } =>
  !said.relative && said.button in switches;

function hearSwitch(standing: Standing, { button, on }: Said & { button: keyof typeof switches }, now: number): Heard {
  const { lamp, on: toOn, off: toOff } = switches[button];
  const late = now - standing.told[lamp][on ? "on" : "off"] < settling;
  if (standing.lamps[lamp] === on || late) return { standing, press: null, stray: false };
  if (now - standing.heeded[button] < settling) return { standing, press: null, stray: true };
  const heeded = { ...standing.heeded, [button]: now };
  return { standing: { ...standing, heeded }, press: on ? toOn : toOff, stray: false };
}

function hearKey(standing: Standing, { button, on }: Said, press: Press): Heard {
  const before = standing.down.has(button);
  const others = [...standing.down].filter((each) => each !== button);
  const down = new Set(on ? [...others, button] : others);
  return { standing: { ...standing, down }, press: on && !before ? press : null, stray: false };
}

function pressOf({ lamps }: Standing, button: Button): Press {
  if (button === "flash" || button === "drop") return button;
  const { lamp, on, off } = switches[button];
  return lamps[lamp] ? off : on;
}
