import fc from "fast-check";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expiryLimits, phonesOf, register, type Bindings, type Registration } from "./bindings.ts";
import { createDigest, hashPassword } from "./digest.ts";
import { beep, languages, spokenFiles, spokenTime } from "./spoken.ts";
import { credentials as answer, readChallenges } from "../srf/digest.ts";
import { quoted, userOf } from "../srf/headers.ts";

describe("digest", () => {
  const users = ["300", String.raw`o"ne\il`];
  const hashes = new Map(users.map((user) => [user, hashPassword(user, "office.test", "secret")]));
  const digest = createDigest("office.test", (user) => hashes.get(user) ?? null);
  const uri = "sip:600@office.test";
  const minute = 60_000;

  /** What a phone answers to a challenge. */
  function credentials(user: string, password: string, challenged = 0, method = "INVITE"): string {
    const [challenge] = readChallenges(digest.challenge(challenged, false));
    if (challenge === undefined) throw new Error("a challenge is there");
    return answer(challenge, { method, uri, body: "", user, password, count: 1, clientNonce: "abc" });
  }
  const judge = (text: string, now = 0, method = "INVITE") => digest.judge({ method, uri, credentials: text }, now);

  test("the right password is accepted, for five minutes", () => {
    for (const user of users) expect(judge(credentials(user, "secret"))).toEqual({ kind: "accepted", user });
    expect(judge(credentials("300", "secret"), 6 * minute)).toEqual({ kind: "stale" });
  });

  test("a wrong password and an unknown user are refused alike", () => {
    expect(judge(credentials("300", "wrong"))).toEqual({ kind: "refused" });
    expect(judge(credentials("301", "secret"))).toEqual({ kind: "refused" });
  });

  test("credentials of another request, of another nonce or none are challenged or refused", () => {
    expect(judge("")).toEqual({ kind: "missing" });
    expect(judge(credentials("300", "secret").replace(/nonce="[^"]+"/u, 'nonce="0.abc"'))).toEqual({ kind: "missing" });
    expect(judge(credentials("300", "secret", 0, "REGISTER"))).toEqual({ kind: "refused" });
    expect(digest.judge({ method: "INVITE", uri: "sip:0@x", credentials: credentials("300", "secret") }, 0)).toEqual({
      kind: "missing",
    });
  });

  test("no text makes it throw or lets somebody in", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        expect(["missing", "refused"]).toContain(judge(`Digest ${text}`).kind);
      }),
    );
  });
});

describe("bindings", () => {
  const asked = (change: Partial<Registration>): Registration => ({
    callId: "a",
    sequence: 1,
    contacts: [{ uri: "sip:300@192.0.2.1", expires: 60 }],
    ...change,
  });
  function registered(before: Bindings, change: Partial<Registration> = {}, now = 0): Bindings {
    const outcome = register(before, asked(change), now);
    if ("status" in outcome) throw new Error(String(outcome.status));
    return outcome.bindings;
  }
  const contacts = (bindings: Bindings, now = 0) => phonesOf(bindings, now).map(({ contact }) => contact);

  test("a phone is there until its time is over, or it goes", () => {
    const bindings = registered([]);
    expect(contacts(bindings, 59_000)).toEqual(["sip:300@192.0.2.1"]);
    expect(contacts(bindings, 60_000)).toEqual([]);
    const gone = [{ uri: "sip:300@192.0.2.1", expires: 0 }];
    expect(contacts(registered(bindings, { sequence: 2, contacts: gone }))).toEqual([]);
  });

  test("several phones ring for one user, the longest registered first; a star ends them all", () => {
    const second = { callId: "b", contacts: [{ uri: "sip:300@192.0.2.2", expires: 120 }] };
    const both = registered(registered([]), second);
    expect(contacts(both)).toEqual(["sip:300@192.0.2.2", "sip:300@192.0.2.1"]);
    expect(contacts(registered(both, { sequence: 2, contacts: "all" }))).toEqual([]);
  });

  test("too short a time, an overtaken request and too many phones are refused", () => {
    const brief = [{ uri: "sip:300@192.0.2.1", expires: expiryLimits.shortest - 1 }];
    expect(register([], asked({ contacts: brief }), 0)).toEqual({ status: 423 });
    expect(register(registered([]), asked({}), 0)).toEqual({ status: 400 });
    const many = Array.from({ length: 11 }, (_, index) => ({ uri: `sip:300@192.0.2.${index}`, expires: 60 }));
    expect(register([], asked({ contacts: many }), 0)).toEqual({ status: 403 });
  });
});

describe("spoken files", () => {
  test.each(languages)("everything that can be said in %s is there", (language) => {
    const mail = ["greeting", "kept", "unavailable", "none", "new", "heard", "menu", "deleted", "end"];
    const machines = ["anna", "marc"].flatMap((voice) => ["hello", "one", "message"].map((word) => `${voice}-${word}`));
    const words = [...machines, "call-back", ...mail.map((word) => `mail-${word}`)];
    const times = Array.from({ length: 24 * 60 }, (_, minute) =>
      spokenTime(language, Math.floor(minute / 60), minute % 60),
    );
    const said = spokenFiles(language, [...new Set([...words, ...times.flat()])]);
    const missing = [...said, beep].filter((file) => !existsSync(file));
    expect(missing).toEqual([]);
  });

  test.each([
    ["fr", 1, 0, "it-is number-1 hour"],
    ["fr", 14, 32, "it-is number-14 hours number-32"],
    ["en", 0, 5, "it-is number-12 oh number-5 am"],
    ["en", 14, 32, "it-is number-2 number-32 pm"],
    ["de", 1, 15, "it-is one-o-clock number-15"],
    ["de", 14, 0, "it-is number-14 o-clock"],
  ] as const)("%s: %i:%i", (language, hour, minute, said) => {
    expect(spokenTime(language, hour, minute).join(" ")).toBe(said);
  });
});

test("users are read from addresses, and names are safe between quotes", () => {
  expect(userOf("sip:J%C3%BCrgen@office.test;transport=tcp")).toBe("Jürgen");
  expect(userOf("sip:office.test")).toBe("");
  expect(userOf("sip:%ZZ@x")).toBe("");
  expect(quoted('A "B" \\ C\r\n')).toBe(String.raw`"A \"B\" \\ C"`);
});
