import { initialState, noVoiceMail } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { waitingMail } from "./voice-mail-view.ts";

const told = { waiting: true, fresh: 2, old: 1, number: "*97", box: null, imap: null };
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
  expect(waitingMail({ voiceMail: told, settings: withNumber(own) })).toEqual({ count: 2, listed: false, number });
});

it("messages that can be listed are counted and shown here; where their mailbox fails, it is called", () => {
  const box = { size: 3, fresh: 1, changes: 4, fault: null };
  const settings = withNumber("");
  expect(waitingMail({ voiceMail: { ...noVoiceMail, box }, settings })).toEqual({ count: 1, listed: true, number: "" });
  expect(waitingMail({ voiceMail: { ...told, box: { ...box, fresh: 0 } }, settings })?.count).toBe(2);
  const broken = { ...box, fault: "mailbox-unreachable" as const };
  expect(waitingMail({ voiceMail: { ...told, box: broken }, settings })?.listed).toBe(false);
});
