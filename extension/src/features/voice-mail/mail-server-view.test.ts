import { expect, it } from "vitest";
import { draftOf, encryptedBy, serverState, wishOf, wrongFields } from "./mail-server-view.ts";

const imap = { host: "mail.test", port: 993, security: "tls", user: "alice", folder: "Voice" } as const;

it("another encryption takes its usual port with it, and no other", () => {
  expect(encryptedBy(draftOf(null), "starttls").port).toBe("143");
  expect(encryptedBy({ ...draftOf(null), port: "1993" }, "starttls").port).toBe("1993");
});

it("an empty password keeps the stored one", () => {
  expect(wishOf(draftOf(imap))).toEqual(imap);
  expect(wishOf({ ...draftOf(imap), password: "secret" })).toEqual({ ...imap, password: "secret" });
});

it("what cannot be a server is named", () => {
  expect(wrongFields(draftOf(imap))).toEqual([]);
  expect(wrongFields({ ...draftOf(imap), host: "no host", port: "x", user: "" })).toEqual(["host", "port", "user"]);
});

it("the server's state is told once it is known", () => {
  const box = { size: 3, fresh: 1, changes: 1, fault: null };
  expect(serverState({ imap: null, box })).toBeNull();
  expect(serverState({ imap, box: null })?.tone).toBe("warn");
  expect(serverState({ imap, box })).toMatchObject({ tone: "ok", count: 3 });
  const failed = serverState({ imap, box: { ...box, fault: "mailbox-refused" } });
  expect(failed).toMatchObject({ tone: "bad", reason: "failures:mailbox-refused" });
});
