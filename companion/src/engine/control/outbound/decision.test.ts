import { describe, expect, it } from "vitest";
import { fakeFlow } from "../../testing/fake-flow.ts";
import { requestBytes } from "../../testing/messages.ts";
import { parse } from "../../message/parse.ts";
import { readEssentials } from "../../message/essentials.ts";
import type { ReceivedRequest } from "../../transaction/received.ts";
import { readDecision } from "./decision.ts";
import { handlerFor } from "./handlers.ts";
import { questionOf } from "./question.ts";

const decided = (answer: unknown) => readDecision(JSON.stringify(answer));

describe("what a request handler says", () => {
  it.each([
    [{ uri: "127.0.0.1:9141" }, { action: "route", address: { host: "127.0.0.1", port: 9141 } }],
    [{ url: "apps.example:9141;transport=tcp" }, { action: "route", address: { host: "apps.example", port: 9141 } }],
    [{ uri: "[::1]:9141" }, { action: "route", address: { host: "::1", port: 9141 } }],
    [{ tag: "blue" }, { action: "tag", tag: "blue" }],
  ])("routes by %j", (data, wanted) => {
    expect(decided({ action: "route", data })).toEqual(wanted);
  });

  it("rejects, redirects and proxies", () => {
    expect(decided({ action: "reject", data: { status: 486, reason: "Busy Here" } })).toEqual({
      action: "reject",
      status: 486,
      reason: "Busy Here",
    });
    expect(decided({ action: "redirect", data: { contact: ["sip:a@b"] } })).toEqual({
      action: "redirect",
      contacts: ["sip:a@b"],
    });
    expect(decided({ action: "proxy", data: { destination: "sip:a@b", recordRoute: true } })).toEqual({
      action: "proxy",
      fields: ["remainInDialog", "", "", "serial", "5s", "60s", "sip:a@b"],
    });
  });

  it.each([
    "nonsense",
    "[]",
    "null",
    '{"action":"dance"}',
    '{"action":"route","data":{"uri":"127.0.0.1"}}',
    '{"action":"route","data":{"uri":"127.0.0.1:99999"}}',
    '{"action":"reject","data":{"status":200}}',
    '{"action":"reject","data":{"status":"486"}}',
    '{"action":"redirect","data":{"contact":"sip:a@b\\r\\nX: y"}}',
    '{"action":"proxy","data":{}}',
  ])("is nothing that can be done: %s", (text) => {
    expect(readDecision(text)).toBeUndefined();
  });

  it("says no reason that would write header lines of its own", () => {
    expect(decided({ action: "reject", data: { status: 486, reason: "Busy\r\nX: y" } })).toMatchObject({
      reason: undefined,
    });
  });
});

it("is asked what the server asks, in its order and spelling", () => {
  expect(questionOf(received("sip:bob@192.0.2.1;color=a%20b"))).toBe(
    "method=INVITE&domain=192.0.2.1&protocol=udp&source_address=192.0.2.2&fromUser=alice&toUser=bob&uriUser=bob" +
      "&contentType=application%2fsdp&uri=sip%3abob%40192.0.2.1%3bcolor%3da%2520b&color=a%2520b",
  );
});

function received(uri: string): ReceivedRequest {
  const bytes = requestBytes("INVITE", { lines: ["Content-Type: application/sdp"] })
    .toString()
    .replace(/sip:\S+/, uri);
  const parsed = parse(Buffer.from(bytes));
  if (!parsed.ok || parsed.message.kind === "response") throw new Error("no request");
  const essentials = readEssentials(parsed.message);
  if (typeof essentials === "string") throw new Error(essentials);
  return { message: parsed.message, essentials, flow: fakeFlow(), size: 0, at: 0 };
}

it("a handler for one method comes before one for all", () => {
  const all = { method: "*", application: "a:1" };
  const invites = { method: "INVITE", application: "b:1" };
  expect(handlerFor([all, invites], "INVITE")).toBe(invites);
  expect(handlerFor([all, invites], "OPTIONS")).toBe(all);
  expect(handlerFor([invites], "OPTIONS")).toBeUndefined();
});
