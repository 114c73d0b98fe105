import { DialPlan, defaultDialPlan } from "@twp/shared/protocol/index.ts";
import * as v from "valibot";
import { expect, it } from "vitest";
import { diallingMigrations } from "./stored.ts";

it("N2: a plan of the time before keeps what was chosen", () => {
  const chosen = { country: "DE", outsidePrefix: "0", internalLengths: [2], outsideFormat: "national" };
  const migrated = diallingMigrations.reduce<Record<string, unknown>>((old, migrate) => migrate(old), chosen);
  expect(v.parse(DialPlan, migrated)).toEqual({ ...defaultDialPlan, ...chosen });
});
