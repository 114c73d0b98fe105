import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inviteFrom, plainSdp, startSipPeer, type Heard, type SipPeer } from "../bench/sip-peer.ts";
import { openWindow, registered, startCompanion, type CompanionProcess, type Window } from "../peers/companion.ts";
import { startPeer, until } from "../peers/process.ts";

/** Five seconds of flood. */
const RATE = 5000;
const PACKETS = 25_000;
const flooder = new URL("flooder.ts", import.meta.url).pathname;
const RETRANSMIT = 500;

let peer: SipPeer;
let companion: CompanionProcess;
let window: Window;

beforeAll(async () => {
  peer = await startSipPeer();
  const registering = peer.next(/^REGISTER /u);
  companion = await startCompanion({ user: "alice", port: peer.port });
  window = await openWindow(companion);
  await registering;
  await registered(window);
});

afterAll(async () => {
  window.close();
  await companion.stop();
  peer.stop();
});

/** A request of the peer inside the call. */
function within(method: "INVITE" | "ACK" | "BYE" | "OPTIONS", cseq: number, toTag: string): string {
  const body = method === "INVITE" ? plainSdp(40_000) : "";
  const lines = [
    `${method} sip:alice@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${peer.port};branch=z9hG4bKcall${cseq}${method}`,
    "Max-Forwards: 70",
    "From: <sip:5020@uc.test>;tag=bench1",
    `To: <sip:alice@uc.test>;tag=${toTag}`,
    "Call-ID: bench-1@127.0.0.1",
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:5020@127.0.0.1:${peer.port}>`,
    ...(body === "" ? [] : ["Content-Type: application/sdp"]),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return [...lines, "", body].join("\r\n");
}

/** The final answer to a request, which is sent again until it comes, as section 17.1 of RFC 3261 has it. */
async function finalAnswer(text: string, cseq: number, method: string): Promise<string> {
  let answer: string | undefined;
  const hear = async (): Promise<void> => {
    while (answer === undefined) {
      const { text: heard }: Heard = await peer.next(/^SIP\/2\.0 [2-6]/u);
      if (new RegExp(`^CSeq: ${cseq} ${method}\\r$`, "mu").test(heard)) answer = heard;
    }
  };
  void hear();
  peer.send(text);
  const again = setInterval(() => peer.send(text), RETRANSMIT);
  try {
    return await until(() => answer, `the answer to ${cseq} ${method}`, 32_000);
  } finally {
    clearInterval(again);
  }
}

function residentMegabytes(): number {
  const status = readFileSync(`/proc/${companion.peer.child.pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1]) / 1024;
}

describe("a call of the companion", () => {
  it("is not disturbed by 5,000 packets of garbage a second", { timeout: 120_000 }, async () => {
    const ringing = peer.next(/^SIP\/2\.0 180/u);
    const line = peer.next(/^SIP\/2\.0 100/u);
    peer.send(inviteFrom(peer.port, 1, 40_000));
    const { port } = (await line).from;
    await ringing;
    const answered = peer.next(/^SIP\/2\.0 200/u);
    const offered = await until(() => window.state().calls.at(-1)?.id, "the call is offered");
    await window.ask("calls.answer", { callId: offered });
    const toTag = /^To:.*;tag=([^\r;]+)/mu.exec((await answered).text)?.[1] ?? "";
    peer.send(within("ACK", 1, toTag));
    await until(() => window.state().calls.at(-1)?.state === "active", "the call is active");

    const before = residentMegabytes();
    const flood = startPeer(
      process.execPath,
      [flooder, "--port", `${port}`, "--rate", `${RATE}`, "--count", `${PACKETS}`],
      {},
    );
    const over = once(flood.child, "exit");
    let [asked, answers] = [0, 0];
    for (let cseq = 2; flood.child.exitCode === null || asked < 20; cseq += 1) {
      const method = cseq % 2 === 0 ? "INVITE" : "OPTIONS";
      asked += 1;
      const answer = await finalAnswer(within(method, cseq, toTag), cseq, method);
      if (answer.startsWith("SIP/2.0 200")) answers += 1;
      if (method === "INVITE") peer.send(within("ACK", cseq, toTag));
    }
    await over;

    expect(JSON.parse(flood.output())).toMatchObject({ sent: PACKETS });
    expect([asked, window.state().calls.at(-1)?.state]).toEqual([answers, "active"]);
    expect(residentMegabytes() - before).toBeLessThan(150);
    expect(companion.peer.output()).not.toMatch(/\.fault/u);
    const bye = await finalAnswer(within("BYE", asked + 2, toTag), asked + 2, "BYE");
    expect(bye).toMatch(/^SIP\/2\.0 200/u);
    expect(await until(() => window.state().calls.at(-1)?.end, "the call has ended")).toBe("hung-up-by-peer");
  });
});
