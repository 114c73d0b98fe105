import { describe, expect, it } from "vitest";
import { noAccount } from "@twp/shared/protocol/index.ts";
import { findHops, splitHostPort, type Locate, type Target } from "./hops.ts";

const account = { ...noAccount, user: "alice", domain: "uc.test", password: "", engineSecret: "" };
const at = (transport: Target["transport"], port = 5060): Target => ({ transport, host: "127.0.0.1", port });
const knows =
  (servers: Readonly<Record<string, readonly Target[]>>): Locate =>
  async ({ host }) =>
    servers[host] ?? Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));

describe("the ways to a registrar", () => {
  it("are those of the domain where no server is named, in the order of the DNS", async () => {
    const hops = await findHops(account, knows({ "uc.test": [at("tls", 5061), at("udp"), at("tls", 5063)] }));
    expect(hops.map(({ uri, secure }) => [uri, secure])).toEqual([
      ["sip:uc.test;transport=tls", true],
      ["sip:uc.test;transport=udp", false],
    ]);
    expect(hops[0]).toMatchObject({ addresses: ["127.0.0.1", "127.0.0.1"], locals: ["127.0.0.1"] });
  });

  it("are those of each named server in turn; one that nobody knows is left out", async () => {
    const servers = ["a.test", "gone.test", "b.test:5070"];
    const hops = await findHops({ ...account, servers }, knows({ "a.test": [at("tcp")], "b.test": [at("udp", 5070)] }));
    // An address or port without a transport means UDP, and leaves large requests the way over TCP.
    expect(hops.map(({ server, uri }) => [server, uri])).toEqual([
      ["a.test", "sip:a.test;transport=tcp"],
      ["b.test:5070", "sip:b.test:5070"],
    ]);
  });

  it("say why there is none", async () => {
    await expect(findHops(account, knows({}))).rejects.toMatchObject({ reason: "server-not-found" });
    const offline: Locate = () => Promise.reject(Object.assign(new Error("nobody answers"), { code: "EAI_AGAIN" }));
    await expect(findHops(account, offline)).rejects.toMatchObject({ reason: "network-unreachable" });
  });
});

describe("a server as it is written", () => {
  it.each([
    ["pbx.example", "pbx.example", undefined],
    ["pbx.example:5062", "pbx.example", 5062],
    ["[2001:db8::1]:5061", "2001:db8::1", 5061],
    ["[2001:db8::1]", "2001:db8::1", undefined],
    ["2001:db8::1", "2001:db8::1", undefined],
  ])("%s is the host %s at port %s", (text, host, port) => {
    expect(splitHostPort(text)).toEqual({ host, port });
  });
});
