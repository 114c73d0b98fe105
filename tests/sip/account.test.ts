import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeAuthority, type Authority } from "../peers/certificates.ts";
import {
  callFrom,
  leaveNoCall,
  refusal,
  registered,
  startWithWindow,
  type TestAccount,
  type Window,
} from "../peers/companion.ts";
import { startKamailio, startWideKamailio, type WideKamailio } from "../peers/kamailio.ts";
import { scratchFolder, until } from "../peers/process.ts";

let kamailio: WideKamailio;
let authority: Authority;
let folder: string;
let removeFolder: () => Promise<void>;
const stops: Array<() => unknown> = [];

beforeAll(async () => {
  ({ folder, remove: removeFolder } = await scratchFolder());
  authority = await makeAuthority(folder, "authority");
  kamailio = await startWideKamailio(await authority.issue(["IP:127.0.0.1", "IP:::1"]));
});
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});
afterAll(async () => {
  await kamailio.stop();
  await removeFolder();
});

/** A companion with that account, and a window of it. */
const open = (account: Partial<TestAccount>): Promise<Window> =>
  startWithWindow({ user: "alice", port: kamailio.port, ...account }, stops);

const line = (window: Window) => window.state().account.registration;
const call = (window: Window) => window.state().calls.at(-1);

describe.each([
  ["tls", "127.0.0.1", true],
  ["wss", "127.0.0.1", true],
  ["ws", "127.0.0.1", false],
  ["tls", "[::1]", true],
  ["udp", "[::1]", false],
  ["auto", "[::1]", false],
] as const)("an account over %s on %s", (transport, host, secure) => {
  it("registers, calls, and is called", async () => {
    const way = {
      transport,
      servers: [`${host}:${secure ? kamailio.tlsPort : kamailio.port}`],
      authorities: authority.file,
    };
    const [alice, bob] = await Promise.all([open({ ...way, user: "alice" }), open({ ...way, user: "bob" })]);
    await Promise.all([registered(alice), registered(bob)]);
    expect(line(alice)).toMatchObject({ backup: null });
    for (const [caller, callee, name] of [
      [alice, bob, "bob"],
      [bob, alice, "alice"],
    ] as const) {
      const callId = await callFrom(caller, `${name}@uc.test`);
      await until(() => call(callee)?.state === "offered", `${name} is called`);
      await callee.ask("calls.answer", { callId: call(callee)?.id ?? "" });
      await until(() => call(caller)?.state === "active", `${name} has answered`);
      await caller.ask("calls.hangUp", { callId });
      await until(() => call(callee)?.end === "hung-up-by-peer", `${name} sees the end`);
      await Promise.all([leaveNoCall(caller), leaveNoCall(callee)]);
    }
  });
});

describe("an account whose server's certificate does not hold says so", () => {
  const at = (port: number): Partial<TestAccount> => ({ transport: "tls", servers: [`127.0.0.1:${port}`] });

  it("when nobody vouches for it", async () => {
    expect(await refusal(await open(at(kamailio.tlsPort)))).toBe("certificate-untrusted");
  });

  it.each([
    ["certificate-name", "it is for another name", ["DNS:other.test"], "valid"],
    ["certificate-expired", "it is past its end", ["IP:127.0.0.1"], "expired"],
  ] as const)("with %s when %s", async (reason, _what, names, validity) => {
    const other = await startWideKamailio(await authority.issue(names, validity));
    stops.push(other.stop);
    expect(await refusal(await open({ ...at(other.tlsPort), authorities: authority.file }))).toBe(reason);
  });

  it("when the file with its authority cannot be read, or is none", async () => {
    const noCertificate = join(folder, "letter.pem");
    await writeFile(noCertificate, "Dear administrator,\n");
    const broken = join(folder, "broken.pem");
    await writeFile(broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    const window = await open({ ...at(kamailio.tlsPort), authorities: authority.file });
    await registered(window);
    for (const authorities of [join(folder, "nowhere.pem"), noCertificate, broken]) {
      await window.ask("account.change", { ...placeOf(window), authorities });
      expect(await refusal(window)).toBe("authorities-unreadable");
      await window.ask("account.change", { ...placeOf(window), authorities: authority.file });
      await registered(window);
    }
  });

  it("and is well as soon as the authority's file is named", async () => {
    const window = await open(at(kamailio.tlsPort));
    await refusal(window);
    await window.ask("account.change", { ...placeOf(window), authorities: authority.file });
    await registered(window);
  });
});

describe("an account with the wrong way", () => {
  it("says that no encryption came about where the port speaks none", async () => {
    expect(await refusal(await open({ transport: "wss", servers: [`127.0.0.1:${kamailio.port}`] }))).toBe("tls-failed");
  });

  it("says that there is no WebSocket where a web server is", async () => {
    const web = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    stops.push(() => web.close());
    const { port } = web.address() as AddressInfo;
    const window = await open({ transport: "ws", servers: [`127.0.0.1:${port}`] });
    expect(await refusal(window)).toBe("websocket-refused");
  });

  it("says that nobody knows the server's name", async () => {
    expect(await refusal(await open({ transport: "auto", servers: ["sip.nowhere.invalid"] }))).toBe("server-not-found");
  });
});

describe("an account with several servers", () => {
  it("uses the first that answers, moves on when that fails, and goes back", async () => {
    const [first, second] = [await startKamailio(), await startKamailio()];
    stops.push(second.stop);
    const servers = [`127.0.0.1:${first.port}`, `127.0.0.1:${second.port}`];
    const window = await open({ servers });
    await registered(window);
    expect(line(window)).toMatchObject({ backup: null });
    await first.stop();
    await window.ask("account.register", null);
    const backupIs = (backup: string | null) =>
      until(() => {
        const registration = line(window);
        return registration.state === "registered" && registration.backup === backup;
      }, `the backup is ${backup}`);
    await backupIs(servers[1] ?? "");
    const again = await startKamailio(first.port);
    stops.push(again.stop);
    // The flow to the first is asked again by hand here; by itself that takes the minute for which it rests.
    await window.ask("account.change", placeOf(window));
    await backupIs(null);
  });
});

function placeOf(window: Window) {
  const { kind: _, registration: __, ...place } = window.state().account;
  return place;
}
