import { Settings } from "@twp/shared/protocol/settings.ts";
import * as v from "valibot";
import { expect, it } from "vitest";
import { settingsMigrations } from "./stored.ts";

it("settings of the time before keep what was chosen for the microphone", () => {
  const [cleaningInParts] = settingsMigrations;
  const old = { language: "fr", theme: "dark", highlightNumbers: false, cleanMicrophone: false };
  expect(v.parse(Settings, cleaningInParts(old))).toEqual({
    language: "fr",
    theme: "dark",
    highlightNumbers: false,
    echoCancellation: false,
    noiseSuppression: false,
    evenLevel: false,
  });
});
