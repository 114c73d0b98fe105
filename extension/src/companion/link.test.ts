import { defaultDialPlan, protocolVersion } from "@twp/shared/protocol/index.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeCompanion } from "./fake-companion.ts";
import { createLink, type LinkControl } from "./link.ts";

let fake: FakeCompanion;
let token: string | null;
let end: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeCompanion();
  token = "secret";
  end = new AbortController();
});

afterEach(() => {
  end.abort();
  vi.useRealTimers();
});

function connect(): LinkControl {
  const ports = {
    open: fake.open,
    readPairing: async () => (token === null ? null : { token, instance: "mine" }),
    now: Date.now,
    chance: () => 1,
  };
  return createLink(ports, "panel", end.signal);
}

async function settle(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

async function connected(): Promise<LinkControl> {
  const link = connect();
  await settle();
  fake.saySnapshot();
  return link;
}

describe("a link to the companion", () => {
  it("authenticates after hello and is ready with the snapshot", async () => {
    const { companion } = await connected();
    expect(fake.heard[0]).toEqual({ type: "authenticate", token: "secret", client: "panel" });
    expect(companion.link.value).toEqual({ state: "ready", session: "s1", browser: "b" });
    expect(companion.state.value?.calls).toEqual([]);
  });

  it("finds a companion on a later port", async () => {
    fake.port = 48173;
    const { companion } = await connected();
    expect(companion.link.value.state).toBe("ready");
  });

  it("searches with back-off until the companion runs", async () => {
    fake.running = false;
    const { companion } = connect();
    await settle(3000);
    expect(companion.link.value.state).toBe("searching");
    fake.running = true;
    await settle(5000);
    fake.saySnapshot();
    expect(companion.link.value.state).toBe("ready");
  });

  it("is woken from a pause", async () => {
    fake.running = false;
    const { wake } = connect();
    await settle(20_000);
    fake.running = true;
    wake();
    await settle();
    expect(fake.sessions).toBe(1);
  });

  it("folds events in their order", async () => {
    const { companion } = await connected();
    fake.say({
      type: "event",
      revision: 2,
      event: { type: "dialling.changed", plan: { ...defaultDialPlan, country: "DE" } },
    });
    expect(companion.state.value?.dialling.country).toBe("DE");
    expect(fake.sessions).toBe(1);
  });

  it("asks for a new snapshot when an event is missing", async () => {
    const { companion } = await connected();
    fake.say({ type: "event", revision: 3, event: { type: "dialling.changed", plan: defaultDialPlan } });
    await settle();
    expect(fake.sessions).toBe(2);
    fake.saySnapshot(3);
    expect(companion.link.value).toEqual({ state: "ready", session: "s2", browser: "b" });
  });

  it("connects again when the wire breaks, and keeps the last state meanwhile", async () => {
    const { companion } = await connected();
    fake.hangUp();
    await settle();
    expect(companion.link.value.state).toBe("searching");
    expect(companion.state.value).not.toBeNull();
    await settle(1000);
    fake.saySnapshot();
    expect(companion.link.value).toEqual({ state: "ready", session: "s2", browser: "b" });
  });

  it("stays alive", async () => {
    await connected();
    await settle(41_000);
    expect(fake.heard.filter((message) => message.type === "alive")).toHaveLength(2);
  });
});

describe("a link that may not begin", () => {
  it("waits for a token, then uses it at once", async () => {
    token = null;
    const link = connect();
    await settle();
    expect(link.companion.link.value).toEqual({ state: "unpaired", refusal: null });
    token = "new";
    link.reconnect();
    await settle();
    expect(fake.heard).toEqual([{ type: "authenticate", token: "new", client: "panel" }]);
  });

  it("says nothing to another companion than its own, and finds its own when it comes", async () => {
    fake.instance = "another's";
    const { companion } = connect();
    await settle();
    expect(companion.link.value).toEqual({ state: "unpaired", refusal: "other-companion" });
    expect(fake.heard).toEqual([]);
    fake.instance = "mine";
    await settle(5000);
    expect(fake.heard).toEqual([{ type: "authenticate", token: "secret", client: "panel" }]);
  });

  it("does not knock again with a token that was refused", async () => {
    const { companion } = connect();
    await settle();
    fake.say({ type: "refused", code: "token-wrong" });
    await settle(600_000);
    expect(companion.link.value).toEqual({ state: "unpaired", refusal: "token-wrong" });
    expect(fake.sessions).toBe(1);
  });

  it("waits at a locked door for as long as it says", async () => {
    connect();
    await settle();
    fake.say({ type: "refused", code: "locked-out", retryAfter: 30 });
    await settle(29_000);
    expect(fake.sessions).toBe(1);
    await settle(2000);
    expect(fake.sessions).toBe(2);
  });

  it("names the side to update", async () => {
    fake.protocol = protocolVersion + 1;
    const { companion } = connect();
    await settle();
    expect(companion.link.value).toEqual({ state: "outdated", update: "extension" });
  });

  it("ends with its page", async () => {
    await connected();
    end.abort();
    await settle(60_000);
    expect(fake.sessions).toBe(1);
  });
});

describe("a request", () => {
  it("is acknowledged by its own result", async () => {
    const { companion } = await connected();
    const dial = companion.request("calls.dial", { target: "600", source: { kind: "panel" } });
    await settle();
    expect(fake.heard.at(-1)).toMatchObject({ type: "request", id: 1, command: "calls.dial" });
    fake.say({ type: "result", id: 1, result: { callId: "c1" } });
    expect(await dial).toEqual({ callId: "c1" });
  });

  it("fails with the companion's code", async () => {
    const { companion } = await connected();
    const dial = companion.request("calls.dial", { target: "", source: { kind: "panel" } });
    await settle();
    fake.say({ type: "failure", id: 1, code: "number-empty", message: "" });
    await expect(dial).rejects.toMatchObject({ code: "number-empty" });
  });

  it("fails when the link breaks first, when nobody answers, and without a link", async () => {
    const { companion } = await connected();
    const broken = companion.request("account.register", null).catch((error: unknown) => error);
    await settle();
    fake.hangUp();
    expect(await broken).toMatchObject({ code: "internal" });
    await expect(companion.request("account.register", null)).rejects.toMatchObject({ code: "internal" });
    await settle(1000);
    fake.saySnapshot();
    const unanswered = companion.request("account.register", null).catch((error: unknown) => error);
    await settle(10_000);
    expect(await unanswered).toMatchObject({ code: "internal" });
  });
});
