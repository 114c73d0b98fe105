import { initialState, noVoiceMail } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { waitingMail } from "./voice-mail-view.ts";

const told = { waiting: true, fresh: 2, old: 1, number: "*97" };
const withNumber = (voiceMailNumber: string) => ({
  notices: [],
  values: { ...initialState.settings.values, voiceMailNumber },
});

it("nothing is shown while nothing waits", () => {
  expect(waitingMail({ voiceMail: noVoiceMail, settings: withNumber("888") })).toBeNull();
});

it.each([
  ["888", "888"],
  [" ", "*97"],
])("with %j set, %j is dialled", (own, number) => {
  expect(waitingMail({ voiceMail: told, settings: withNumber(own) })).toEqual({ count: 2, number });
});
