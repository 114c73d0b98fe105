import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followUp, inviteFrom, startSipPeer, type Heard, type SipPeer } from "../bench/sip-peer.ts";
import { openWindow, registered, startCompanion, type CompanionProcess, type Window } from "../peers/companion.ts";
import { until } from "../peers/process.ts";

let peer: SipPeer;
let companion: CompanionProcess;
let window: Window;
beforeEach(async () => {
  peer = await startSipPeer();
  companion = await startCompanion({ user: "alice", port: peer.port });
  window = await openWindow(companion);
  await registered(window);
});
afterEach(async () => {
  window.close();
  await companion.stop();
  peer.stop();
});

const call = () => window.state().calls.at(-1);
const end = () => until(() => call()?.end, "the call has ended");
const panel = { kind: "panel" } as const;
const header = ({ text }: Heard, name: string) => new RegExp(`^${name}: (.*)$`, "imu").exec(text)?.[1];

describe("a call of ours", () => {
  it("asks for a session timer and says what we understand", async () => {
    const asked = peer.next(/^INVITE /u);
    await window.ask("calls.dial", { target: "201", source: panel });
    const invite = await asked;
    expect(["Supported", "Session-Expires", "Allow"].map((name) => header(invite, name))).toEqual([
      "timer, 100rel, replaces",
      "1800",
      "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, MESSAGE, NOTIFY, PRACK, REFER, UPDATE",
    ]);
    const longer = peer.next(/^INVITE /u);
    peer.answer(invite, "422 Session Interval Too Small", ["Min-SE: 3600"]);
    expect(header(await longer, "Session-Expires")).toBe("3600");
    peer.answer(await longer, "486 Busy Here");
    expect(await end()).toBe("busy");
  });

  it("follows a redirection within the domain, once, and says so", async () => {
    const first = peer.next(/^INVITE sip:201@/u);
    await window.ask("calls.dial", { target: "201", source: panel });
    const second = peer.next(/^INVITE sip:202@uc.test /u);
    peer.answer(await first, "302 Moved Temporarily", ["Contact: <sip:202@uc.test>"]);
    const followed = await second;
    // F124: first whom we called, then who is called in their place, and by whom.
    await until(() => call()?.peer.number === "202", "the card says whom it calls now");
    expect(call()).toMatchObject({ redirectedBy: { number: "201" }, forwardedTo: null });
    peer.answer(followed, "302 Moved Temporarily", ["Contact: <sip:203@uc.test>"]);
    expect([await end(), call()?.forwardedTo]).toEqual(["forwarded", "203"]);
  });

  it("does not follow a stranger's answer out of the domain, and says where it pointed", async () => {
    const first = peer.next(/^INVITE sip:201@/u);
    await window.ask("calls.dial", { target: "201", source: panel });
    peer.answer(await first, "302 Moved Temporarily", ["Contact: <sip:+8819999@elsewhere.example>"]);
    expect([await end(), call()?.forwardedTo]).toEqual(["forwarded", "+8819999@elsewhere.example"]);
  });
});

describe("a caller", () => {
  const offered = () => until(() => call()?.state === "offered", "somebody calls");
  const withHeader = (text: string, line: string) => text.replace("Max-Forwards: 70", `Max-Forwards: 70\r\n${line}`);

  it("F125: who was sent on says by whom, and whom the registrar vouches for is who calls", async () => {
    const sentOn = withHeader(
      inviteFrom(peer.port, 1, 4000),
      'Diversion: "Reception" <sip:200@uc.test>;reason=no-answer',
    );
    peer.send(withHeader(sentOn, 'P-Asserted-Identity: "Ada" <sip:5021@uc.test>'));
    await offered();
    expect(call()).toMatchObject({
      peer: { number: "5021", name: "Ada" },
      redirectedBy: { number: "200", name: "Reception" },
    });
  });

  it("whom another telephone answered is not missed", async () => {
    peer.send(inviteFrom(peer.port, 2, 4000));
    await offered();
    peer.send(
      withHeader(followUp("CANCEL", peer.port, 2, ""), 'Reason: SIP;cause=200;text="Call completed elsewhere"'),
    );
    expect(await end()).toBe("answered-elsewhere");
  });
});
