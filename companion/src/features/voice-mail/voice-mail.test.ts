import { noVoiceMail } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { createMirror } from "../mirror.ts";
import { createVoiceMail } from "./voice-mail.ts";

function begin() {
  const mirror = createMirror((error) => expect.fail(String(error)));
  const { listen } = createVoiceMail(mirror.publish);
  const open = () => {
    let tell: (body: string | null) => void = () => undefined;
    listen({ onSummary: (hear) => void (tell = hear) });
    return (body: string | null) => tell(body);
  };
  return { open, state: () => mirror.state().voiceMail };
}

const two = "Messages-Waiting: yes\r\nVoice-Message: 2/0\r\n";

it("the mailbox stands as its server says last; what cannot be read changes nothing", () => {
  const { open, state } = begin();
  const tell = open();
  tell(two);
  tell("what?");
  expect(state()).toMatchObject({ waiting: true, fresh: 2, old: 0 });
  tell(null);
  expect(state()).toEqual(noVoiceMail);
});

it("another line begins without messages, and the one before it is not heard any more", () => {
  const { open, state } = begin();
  const before = open();
  before(two);
  const now = open();
  expect(state()).toEqual(noVoiceMail);
  before(two);
  expect(state()).toEqual(noVoiceMail);
  now(two);
  expect(state().waiting).toBe(true);
});
