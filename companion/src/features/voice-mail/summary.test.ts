import { MailSummary } from "@twp/shared/protocol/index.ts";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { readSummary } from "./summary.ts";

describe("a message summary", () => {
  it("tells how many are new and old, and what is dialled to hear them", () => {
    const body =
      "Messages-Waiting: yes\r\nMessage-Account: sip:*97@office.example\r\nVoice-Message: 2/8 (0/2)\r\n\r\nTo: sip:x@y\r\n";
    expect(readSummary(body)).toEqual({ waiting: true, fresh: 2, old: 8, number: "*97" });
  });

  it.each([
    ["messages-waiting:YES", { waiting: true, fresh: null, old: null, number: "" }],
    ["Messages-Waiting: no\nVoice-Message: 0/1", { waiting: false, fresh: 0, old: 1, number: "" }],
    ["Messages-Waiting: yes\nVoice-Message: many", { waiting: true, fresh: null, old: null, number: "" }],
    ["Messages-Waiting: yes\nVoice-Message: 1/999999", { waiting: true, fresh: null, old: null, number: "" }],
    ["Messages-Waiting: no\nMessage-Account: sip:mailbox@x", { waiting: false, fresh: null, old: null, number: "" }],
  ])("is read as it may be written: %j", (body, summary) => {
    expect(readSummary(body)).toEqual(summary);
  });

  it.each(["", "Voice-Message: 1/0", "Messages-Waiting: perhaps", "\r\nMessages-Waiting: yes"])(
    "is none without its first word: %j",
    (body) => {
      expect(readSummary(body)).toBeNull();
    },
  );

  it("can be anything, and no more than the wire allows comes of it", () => {
    const names = fc.constantFrom("Messages-Waiting", "Voice-Message", "Message-Account", "Fax-Message");
    const values = fc.oneof(fc.string(), fc.constantFrom("yes", "no", "9/9", "99999/0", "sip:1@x", "tel:+33"));
    const lines = fc.tuple(names, values).map(([name, value]) => `${name}: ${value}`);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(lines).map((each) => each.join("\r\n")),
        ),
        (body) => {
          const summary = readSummary(body);
          expect(summary === null || v.is(MailSummary, summary)).toBe(true);
        },
      ),
    );
  });
});
