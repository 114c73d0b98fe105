import { initialState, noAccount, type RegistrationReason } from "@twp/shared/protocol/index.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { createMirror } from "../mirror.ts";
import { createAccount } from "./account.ts";
import { RegistrationRefusal, type OpenLine } from "./ports.ts";
import { migrations } from "./stored.ts";

type Answer = "granted" | RegistrationReason;

/** A network held in the hand: what the account did on it, and what it tells. */
function createWorld() {
  const did: string[] = [];
  const told = { answer: "granted" as Answer, moved: false };
  let network: () => void = () => undefined;
  let flow: () => void = () => undefined;
  let timer: (() => void) | null = null;
  let lines = 0;
  const mirror = createMirror((error) => expect.fail(String(error)), initialState);
  const openLine = async (): Promise<OpenLine> => {
    const name = `line ${++lines}`;
    did.push(`${name} opens`);
    return {
      ways: [{ server: "uc.test", secure: false }],
      async register() {
        did.push(`${name} registers`);
        if (told.answer !== "granted") throw new RegistrationRefusal(told.answer);
        return 300;
      },
      onFlow: (listener) => void (flow = listener),
      moved: async () => told.moved,
      close: async () => void did.push(`${name} closes`),
      retire: () => void did.push(`${name} retires`),
    };
  };
  const { registration: _, ...stored } = { ...noAccount, kind: "sip" as const, user: "alice", domain: "uc.test" };
  const account = createAccount({
    document: { value: () => stored, write: async () => undefined, change: async () => undefined },
    secrets: { read: async () => "secret", write: async () => undefined },
    office: () => Promise.reject(new Error("no office")),
    openLine,
    watchNetwork: (changed) => {
      network = changed;
      return () => void (network = () => undefined);
    },
    publish: mirror.publish,
    clock: {
      now: () => 0,
      after: (_, act) => {
        timer = act;
        return () => void (timer = null);
      },
    },
    chance: () => 0,
    log: () => undefined,
  });
  return {
    account,
    did,
    told,
    networkChanges: () => network(),
    flowChanges: () => flow(),
    timeIsUp: () => timer?.(),
    state: () => mirror.state().account.registration.state,
  };
}

let world: ReturnType<typeof createWorld>;
/** What is under way has been through. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
beforeEach(async () => {
  world = createWorld();
  await world.account.start();
  await settled();
  world.did.length = 0;
});

describe("a registered line", () => {
  it("registers again at once when its flow failed, or is back", async () => {
    world.flowChanges();
    await settled();
    expect([world.did, world.state()]).toEqual([["line 1 registers"], "registered"]);
  });

  it("registers again at once when the network changed and it still stands where it stood", async () => {
    world.networkChanges();
    await settled();
    expect(world.did).toEqual(["line 1 registers"]);
  });

  it("is opened anew where the computer has another address; the old one lets its calls run", async () => {
    world.told.moved = true;
    world.networkChanges();
    await settled();
    expect(world.did).toEqual(["line 1 retires", "line 2 opens", "line 2 registers"]);
    expect(world.state()).toBe("registered");
  });

  it("looks at each refresh whether it still stands where it should", async () => {
    world.told.moved = true;
    world.timeIsUp();
    await settled();
    expect(world.did).toContain("line 2 registers");
  });

  it("is left for good when the companion stops", async () => {
    await world.account.stop();
    world.networkChanges();
    world.flowChanges();
    await settled();
    expect(world.did).toEqual(["line 1 closes"]);
  });
});

describe("a line that lost its network", () => {
  it("waits, and registers as soon as the network is back, not when the wait is over", async () => {
    world.told.answer = "network-unreachable";
    world.networkChanges();
    await settled();
    expect(world.state()).toBe("waiting");
    world.told.answer = "granted";
    world.networkChanges();
    await settled();
    expect(world.state()).toBe("registered");
  });

  it("does not try a refused password again for that: the account might be locked", async () => {
    world.told.answer = "wrong-password";
    world.account.refresh();
    await settled();
    world.did.length = 0;
    world.networkChanges();
    await settled();
    expect([world.did, world.state()]).toEqual([[], "refused"]);
  });
});

describe("an account of the time before", () => {
  it("keeps its server and its transport, and has no other", () => {
    const [severalServers] = migrations;
    const old = { kind: "sip", user: "201", transport: "tcp", server: "pbx.example:5062" };
    expect(severalServers(old)).toEqual({
      kind: "sip",
      user: "201",
      transport: "tcp",
      servers: ["pbx.example:5062"],
      authorities: "",
      engine: "",
    });
    expect(severalServers({ server: "" })).toMatchObject({ servers: [] });
  });
});
