import * as v from "valibot";
import { Chord } from "./chords.ts";
import { consents } from "./recordings.ts";

/** The interface's languages; `auto` follows the browser. */
export const languages = ["auto", "fr", "en", "de"] as const;
export const themes = ["auto", "light", "dark"] as const;

/** The edges of a page behind which the panel can wait. */
export const edges = ["left", "right"] as const;
export type Edge = (typeof edges)[number];

/** Where one click sends a caller who rings: nowhere yet, to the user's mailbox, or to a number. */
export const forwards = ["none", "voice-mail", "number"] as const;

const code = v.pipe(v.string(), v.maxLength(32));
/**
 * Is the sound encrypted on its way? `off`: only where the other side insists. `offered`: where the other side can do it too, and the signalling
 * hides the keys. `required`: otherwise there is no call.
 */
export const encryptions = ["off", "offered", "required"] as const;
export type Encryption = (typeof encryptions)[number];

/**
 * Why the user may be asked before somebody is called: an emergency service, numbers that cost more, a satellite, another country, or the
 * night at the other end.
 */
export const guardReasons = ["emergency", "premium", "shared-cost", "satellite", "foreign", "night"] as const;
export type GuardReason = (typeof guardReasons)[number];

const number = v.pipe(v.string(), v.maxLength(128));
const key = v.union([Chord, v.literal("")]);

export const Settings = v.object({
  language: v.picklist(languages),
  theme: v.picklist(themes),
  /** The panel waits behind a thin line at this edge of each page (where the user gave access). */
  hideAutomatically: v.boolean(),
  edge: v.picklist(edges),
  /** Mark numbers on pages (where the user gave access). */
  highlightNumbers: v.boolean(),
  /** Keep on which pages numbers were seen, and the words around those the user calls. */
  rememberPages: v.boolean(),
  /** Learn from pages whose numbers are, and show it where nobody else says. */
  learnNames: v.boolean(),
  /** What the browser does to the microphone's sound before anybody hears it (Media Capture and Streams section 4.3.8); a good headset needs none of it. */
  echoCancellation: v.boolean(),
  noiseSuppression: v.boolean(),
  /** Raise a low voice and lower a loud one. */
  evenLevel: v.boolean(),
  /** Callers are told that we are busy. */
  doNotDisturb: v.boolean(),
  forward: v.picklist(forwards),
  /** What is dialled for each, as the user wrote it; kept while the other one is chosen. */
  forwardNumber: number,
  voiceMailNumber: number,
  /** Hanging up in a consultation joins the two others; without it, it only hangs up. */
  hangUpTransfers: v.boolean(),
  /** Each call has a window of its own from its beginning. */
  callWindow: v.boolean(),
  /** Callers are shown in a small window at the lower right of the screen. */
  callerPopUp: v.boolean(),
  /** What the telephone system wants dialled to park a call, to take it back, and to take the call that rings at a colleague's; empty for none. */
  parkNumber: code,
  retrieveNumber: code,
  pickUpNumber: code,
  /** What is dialled before a colleague's number to take the call that rings there. */
  pickUpPrefix: code,
  /** A second caller rings during a call; without it, callers hear then that we are busy. */
  callWaiting: v.boolean(),
  /** Answer without the user who asks for it, as an intercom does. */
  answerIntercom: v.boolean(),
  /** Answer these callers without the user; numbers as the user wrote them. */
  answerCallers: v.pipe(v.array(number), v.maxLength(50)),
  encryption: v.picklist(encryptions),
  /** How the others learn of a recording. */
  recordingConsent: v.picklist(consents),
  /** In which language they are told; `auto` is the interface's. */
  announcementLanguage: v.picklist(languages),
  /** A soft tone every fifteen seconds reminds everybody that they are recorded. */
  recordingBeep: v.boolean(),
  /** How many seconds a call that one slip can start (on a page, by a drop) can be stopped before it begins. */
  dialDelay: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5)),
  /** What the user is asked about before a call begins. */
  askBefore: v.pipe(v.array(v.picklist(guardReasons)), v.maxLength(guardReasons.length)),
  /** Ctrl+F12 calls, or looks for, the text that is selected in any application. */
  callSelection: v.boolean(),
  /** The keys that do this in any application; empty for none. */
  answerKey: key,
  hangUpKey: key,
  muteKey: key,
  holdKey: key,
});
export type Settings = v.InferOutput<typeof Settings>;

export const defaultSettings: Settings = {
  language: "auto",
  theme: "auto",
  hideAutomatically: false,
  edge: "left",
  highlightNumbers: true,
  rememberPages: false,
  learnNames: false,
  echoCancellation: true,
  noiseSuppression: true,
  evenLevel: true,
  doNotDisturb: false,
  forward: "none",
  forwardNumber: "",
  voiceMailNumber: "",
  hangUpTransfers: true,
  callWindow: false,
  callerPopUp: false,
  parkNumber: "",
  retrieveNumber: "",
  pickUpNumber: "",
  pickUpPrefix: "",
  callWaiting: true,
  answerIntercom: false,
  answerCallers: [],
  encryption: "offered",
  recordingConsent: "spoken",
  announcementLanguage: "auto",
  recordingBeep: true,
  dialDelay: 0,
  askBefore: ["emergency", "premium", "shared-cost", "satellite", "night"],
  callSelection: false,
  answerKey: "",
  hangUpKey: "",
  muteKey: "",
  holdKey: "",
};

/** The number that one click sends a caller to, as the user wrote it; null where none was set. */
export function forwardNumber({ forward, forwardNumber, voiceMailNumber }: Settings): string | null {
  const number = { none: "", "voice-mail": voiceMailNumber, number: forwardNumber }[forward];
  return number.trim() === "" ? null : number;
}

/** Something that happened to the companion's own files and that the user should know (`settings:notice.<code>`). */
export const Notice = v.object({
  id: v.string(),
  code: v.picklist(["file-set-aside", "journal-set-aside", "keyring-missing"]),
  /** A file's name, never its content. */
  detail: v.string(),
});
export type Notice = v.InferOutput<typeof Notice>;

export const SettingsState = v.object({ values: Settings, notices: v.array(Notice) });
export type SettingsState = v.InferOutput<typeof SettingsState>;

export const settingsCommands = {
  "settings.change": { params: v.partial(v.strictObject(Settings.entries)), result: v.null() },
  "settings.dismissNotice": { params: v.strictObject({ noticeId: v.string() }), result: v.null() },
  /** Opens a pairing code (six digits, two minutes, five tries). Only a session that is already trusted may ask. */
  "settings.pair": { params: v.null(), result: v.object({ code: v.string(), until: v.number() }) },
} as const;

export const SettingsEvent = v.object({ type: v.literal("settings.changed"), settings: SettingsState });
export type SettingsEvent = v.InferOutput<typeof SettingsEvent>;

/** Folds one event into the settings. */
export function applySettingsEvent(_settings: SettingsState, event: SettingsEvent): SettingsState {
  return event.settings;
}
