import { expect, it } from "vitest";
import { createTrace } from "./trace.ts";

const where = { remote: { host: "192.0.2.1", port: 5060 }, transport: "udp" };
const message = (first: string, callId: string, method: string): Buffer =>
  Buffer.from(`${first}\r\nCall-ID: ${callId}\r\nCSeq: 1 ${method}\r\n\r\n`);

it("keeps what belongs to a call, in order and with its time, and nothing else", () => {
  let time = 0;
  const trace = createTrace(() => ++time);
  trace.note("sent", message("INVITE sip:1@a SIP/2.0", "x", "INVITE"), where);
  trace.note("sent", message("OPTIONS sip:a SIP/2.0", "y", "OPTIONS"), where);
  trace.note("received", message("SIP/2.0 180 Ringing", "x", "INVITE"), where);
  trace.note("sent", message("BYE sip:1@a SIP/2.0", "x", "BYE"), where);
  expect(trace.heard.ofCall("x").map(({ at, direction, text }) => [at, direction, text.split(" ")[0]])).toEqual([
    [1, "sent", "INVITE"],
    [3, "received", "SIP/2.0"],
    [4, "sent", "BYE"],
  ]);
  expect(trace.heard.ofCall("y")).toEqual([]);
});

it("forgets the oldest call, and never keeps more of one than it may", () => {
  const trace = createTrace(() => 0);
  for (let call = 0; call < 41; call += 1) trace.note("sent", message("INVITE", `call-${call}`, "INVITE"), where);
  expect(trace.heard.ofCall("call-0")).toEqual([]);
  expect(trace.heard.ofCall("call-1")).toHaveLength(1);
  for (let each = 0; each < 400; each += 1) trace.note("sent", message("INFO", "call-1", "INFO"), where);
  expect(trace.heard.ofCall("call-1")).toHaveLength(300);
  trace.note("sent", Buffer.concat([message("INVITE", "long", "INVITE"), Buffer.alloc(100_000, 65)]), where);
  expect(trace.heard.ofCall("long")[0]?.text.length).toBe(8192);
});

it("keeps the registrar's last answer", () => {
  const trace = createTrace(() => 5);
  expect(trace.heard.registrar()).toBeNull();
  trace.note("received", message("SIP/2.0 200 OK", "r", "REGISTER"), where);
  expect(trace.heard.registrar()).toMatchObject({ at: 5, remote: "192.0.2.1:5060" });
});
