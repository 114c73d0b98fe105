import { Settings, defaultSettings } from "@twp/shared/protocol/index.ts";
import * as v from "valibot";
import { expect, it } from "vitest";
import { migrations } from "./stored.ts";

it("settings of the first version are read with what they said, and the rest as it is at first", () => {
  const first = { language: "de", theme: "dark", highlightNumbers: false, cleanMicrophone: false };
  const now = migrations.reduce<Record<string, unknown>>((old, migrate) => migrate(old), first);
  expect(v.parse(Settings, now)).toEqual({ ...defaultSettings, ...first });
});
