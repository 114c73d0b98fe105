import { Settings } from "@twp/shared/protocol/settings.ts";
import * as v from "valibot";
import { expect, it } from "vitest";
import { settingsMigrations } from "./stored.ts";

it("settings of the time before keep what was chosen for the microphone", () => {
  const old: Record<string, unknown> = {
    language: "fr",
    theme: "dark",
    highlightNumbers: false,
    cleanMicrophone: false,
  };
  expect(
    v.parse(
      Settings,
      settingsMigrations.reduce((each, migrate) => migrate(each), old),
    ),
  ).toEqual({
    language: "fr",
    theme: "dark",
    highlightNumbers: false,
    echoCancellation: false,
    noiseSuppression: false,
    evenLevel: false,
    hangUpTransfers: true,
    parkNumber: "",
    retrieveNumber: "",
    pickUpNumber: "",
    pickUpPrefix: "",
    callWaiting: true,
    answerIntercom: false,
    answerCallers: [],
    doNotDisturb: false,
    forward: "none",
    forwardNumber: "",
    voiceMailNumber: "",
    callWindow: false,
    callerPopUp: false,
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
    hideAutomatically: false,
    edge: "left",
    rememberPages: false,
    learnNames: false,
  });
});
