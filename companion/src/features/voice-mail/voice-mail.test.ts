import { Failure, noVoiceMail, type ImapPlace } from "@twp/shared/protocol/index.ts";
import { describe, expect, it, vi } from "vitest";
import { createMirror } from "../mirror.ts";
import type { KeptMessage, MailAccess, MessageBox } from "./ports.ts";
import { createVoiceMail } from "./voice-mail.ts";

function begin() {
  const mirror = createMirror((error) => expect.fail(String(error)));
  const names = new Map([["5021", "Sophie Martin"]]);
  const [stored, secrets] = [{ imap: null as ImapPlace | null }, new Map<string, string>()];
  const opened: (MailAccess & { closed: boolean })[] = [];
  const feature = createVoiceMail({
    publish: mirror.publish,
    nameFor: (number, own) => names.get(number) ?? own,
    document: {
      value: () => stored,
      write: async (next) => void Object.assign(stored, next),
      change: async (to) => void Object.assign(stored, to(stored)),
    },
    secrets: {
      read: async (name) => secrets.get(name) ?? null,
      write: async (name, secret) => void secrets.set(name, secret),
    },
    authorities: () => "/company.pem",
    openImap(access) {
      const mine = { ...access, closed: false };
      opened.push(mine);
      return { ...aBox([sophies, sophies]).box, close: () => void (mine.closed = true) };
    },
  });
  const { listen } = feature;
  const open = (box: MessageBox | null = null) => {
    let tell: (body: string | null) => void = () => undefined;
    listen({ onSummary: (hear) => void (tell = hear) }, box);
    return (body: string | null) => tell(body);
  };
  return { ...feature, open, opened, state: () => mirror.state().voiceMail };
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

const asker = { session: "s", browser: { id: "b", name: "Browser", pairedAt: 0 } };
const sophies: KeptMessage = {
  id: "a",
  from: { number: "5021", name: "" },
  at: 7,
  seconds: 4,
  heard: false,
};

/** A mailbox in the hand: `count` may be made to fail. */
function aBox(messages: readonly KeptMessage[]) {
  let tell: () => void = () => undefined;
  const has = (id: string): Promise<boolean> => Promise.resolve(messages.some((each) => each.id === id));
  const box = {
    page: vi.fn(() => Promise.resolve({ messages, next: null })),
    count: vi.fn(() => Promise.resolve({ size: messages.length, fresh: 1 })),
    read: (id) => Promise.resolve(id === "a" ? { piece: "AAAA", size: 3, type: "audio/wav" } : null),
    markHeard: has,
    remove: has,
    onChange: (hear) => {
      tell = hear;
      return () => void (tell = () => undefined);
    },
  } satisfies MessageBox;
  return { box, changes: () => tell() };
}

describe("messages that can be listed", () => {
  it("are counted at the beginning and at each change, and named as the user knows their senders", async () => {
    const { open, state, commands } = begin();
    const { box, changes } = aBox([sophies]);
    open(box);
    await vi.waitUntil(() => state().box !== null);
    expect(state().box).toEqual({ size: 1, fresh: 1, changes: 1, fault: null });
    box.count.mockResolvedValue({ size: 1, fresh: 0 });
    changes();
    await vi.waitUntil(() => state().box?.fresh === 0);
    const page = await commands["voiceMail.page"]({ before: null, limit: 30 }, asker);
    expect(page.messages).toEqual([{ ...sophies, from: { number: "5021", name: "Sophie Martin" } }]);
  });

  it("keep their last counts while the mailbox does not answer, with the reason beside them", async () => {
    const { open, state } = begin();
    const { box, changes } = aBox([sophies]);
    open(box);
    await vi.waitUntil(() => state().box !== null);
    box.count.mockRejectedValue(new Failure("mailbox-refused"));
    changes();
    await vi.waitUntil(() => state().box?.fault === "mailbox-refused");
    expect(state().box?.size).toBe(1);
  });

  it("of a mailbox that is shown no more are forgotten, and stay while the line changes", async () => {
    const { state, open, commands } = begin();
    const { box } = aBox([sophies]);
    open(box);
    await vi.waitUntil(() => state().box !== null);
    open(box);
    expect(state().box).not.toBeNull();
    open();
    expect(state()).toEqual(noVoiceMail);
    await expect(commands["voiceMail.page"]({ before: null, limit: 30 }, asker)).rejects.toThrow("mailbox-unreachable");
  });

  it("that do not exist any more are said to", async () => {
    const { open, commands } = begin();
    open(aBox([sophies]).box);
    expect(await commands["voiceMail.read"]({ messageId: "a", from: 0 }, asker)).toMatchObject({ size: 3 });
    for (const gone of [
      commands["voiceMail.read"]({ messageId: "b", from: 0 }, asker),
      commands["voiceMail.hear"]({ messageId: "b" }, asker),
      commands["voiceMail.delete"]({ messageId: "b" }, asker),
    ])
      await expect(gone).rejects.toThrow("message-unknown");
  });
});

describe("a mail server", () => {
  const imap = { host: "mail.test", port: 993, security: "tls", user: "alice", folder: "" } as const;

  it("goes before the mailbox of the line, with its password among the secrets", async () => {
    const { open, state, commands, opened, start, stop } = begin();
    open(aBox([sophies]).box);
    await commands["voiceMail.useImap"]({ ...imap, password: "secret" }, asker);
    await vi.waitUntil(() => state().box?.size === 2);
    expect(state().imap).toEqual(imap);
    expect(opened[0]).toMatchObject({ place: imap, password: "secret", authorities: "/company.pem" });
    await commands["voiceMail.useImap"]({ ...imap, folder: "Voice" }, asker);
    expect(opened.map(({ closed, password }) => [closed, password])).toEqual([
      [true, "secret"],
      [false, "secret"],
    ]);
    await commands["voiceMail.leaveImap"](null, asker);
    await vi.waitUntil(() => state().box?.size === 1);
    expect([state().imap, opened[1]?.closed]).toEqual([null, true]);
    await start();
    stop();
    expect(opened).toHaveLength(2);
  });

  it("needs a password once", async () => {
    const { commands, state } = begin();
    await expect(commands["voiceMail.useImap"](imap, asker)).rejects.toThrow("mailbox-incomplete");
    expect(state().imap).toBeNull();
  });
});
