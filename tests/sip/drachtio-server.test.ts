import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { refusal, registered, startWithWindow, type TestAccount, type Window } from "../peers/companion.ts";
import { startDrachtioServer } from "../peers/drachtio.ts";
import { startKamailio, type Kamailio } from "../peers/kamailio.ts";
import { freePort } from "../peers/process.ts";

let kamailio: Kamailio;
const stops: Array<() => unknown> = [];
beforeAll(async () => void (kamailio = await startKamailio()));
afterAll(() => kamailio.stop());
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const open = (account: Partial<TestAccount>): Promise<Window> =>
  startWithWindow({ user: "alice", port: kamailio.port, ...account }, stops);

const line = (window: Window) => window.state().account.registration;
describe("an account on a drachtio-server", () => {
  it("says that nobody is there", async () => {
    await refusal(await open({ engine: `drachtio://127.0.0.1:${await freePort()}` }), "engine-unreachable");
  });

  it("says that the secret is wrong, and is well once it is right", async () => {
    const server = await startDrachtioServer();
    stops.push(server.stop);
    const window = await open({ engine: server.url, engineSecret: "another" });
    await refusal(window, "engine-refused");
    const { kind: _, registration: __, ...place } = window.state().account;
    await window.ask("account.change", { ...place, engineSecret: server.secret });
    await registered(window);
  });

  it("knows at once that the server is gone, and comes back with it", async () => {
    const server = await startDrachtioServer();
    const window = await open({ engine: server.url, engineSecret: server.secret });
    await registered(window);
    await server.stop();
    await refusal(window, "engine-unreachable");
    const again = await startDrachtioServer(Number(new URL(server.url).port));
    stops.push(again.stop);
    await registered(window);
    expect(line(window)).toMatchObject({ backup: null });
  });
});
