import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterHearing,
  inOrder,
  isMessage,
  messagesOf,
  noMail,
  summaryOf,
  withMessage,
  withoutMessage,
  type Mail,
  type Message,
} from "./mail.ts";

const message = (id: string, part: Partial<Message> = {}): Message => ({
  id,
  user: "100",
  from: { number: "101", name: "Bob" },
  at: 0,
  seconds: 4,
  heard: false,
  ...part,
});
const mailOf = (...messages: readonly Message[]): Mail => messages.reduce(withMessage, noMail);
const ids = (messages: readonly Message[]): readonly string[] => messages.map(({ id }) => id);

describe("a mailbox", () => {
  test("full of a hundred, loses the oldest that was heard, or the oldest", () => {
    const hundred = mailOf(...Array.from({ length: 100 }, (_, at) => message(String(at), { heard: at === 3 })));
    const more = withMessage(hundred, message("new"));
    expect(ids(messagesOf(more, "100"))).not.toContain("3");
    expect(ids(messagesOf(withMessage(more, message("newer")), "100"))).not.toContain("0");
  });

  test("never takes from another, and never holds more than a hundred", () => {
    const user = fc.constantFrom("100", "101");
    fc.assert(
      fc.property(fc.array(fc.record({ user, heard: fc.boolean() }), { maxLength: 300 }), (left) => {
        const mail = mailOf(...left.map((part, at) => message(String(at), part)));
        for (const owner of ["100", "101"]) {
          const mine = left.filter((each) => each.user === owner).length;
          expect(messagesOf(mail, owner)).toHaveLength(Math.min(100, mine));
        }
      }),
    );
  });

  test("is heard and emptied by its owner alone", () => {
    const mail = mailOf(message("a"), message("b", { user: "101" }));
    expect(afterHearing(mail, "101", "a")).toEqual(mail);
    expect(withoutMessage(mail, "101", "a")).toEqual(mail);
    expect(messagesOf(afterHearing(mail, "100", "a"), "100")[0]?.heard).toBe(true);
    expect(messagesOf(withoutMessage(mail, "100", "a"), "100")).toEqual([]);
  });

  test("tells the new messages first, the oldest of them first", () => {
    const messages = [message("old", { heard: true }), message("first"), message("second")];
    expect(ids(inOrder(messages))).toEqual(["first", "second", "old"]);
  });

  test("is told as a summary", () => {
    expect(summaryOf([message("a"), message("b", { heard: true })], "sip:*97@office.twp")).toBe(
      "Messages-Waiting: yes\r\nMessage-Account: sip:*97@office.twp\r\nVoice-Message: 1/1 (0/0)\r\n",
    );
    expect(summaryOf([], "sip:*97@office.twp")).toContain("Messages-Waiting: no\r\n");
  });
});

test.each([
  [{ seconds: 4, spoken: 2 }, true],
  [{ seconds: 0.9, spoken: 0.9 }, false],
  [{ seconds: 60, spoken: 0 }, false],
])("%j is a message: %s", (recorded, is) => {
  expect(isMessage(recorded)).toBe(is);
});
