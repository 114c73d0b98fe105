import { Failure } from "@twp/shared/protocol/index.ts";
import { expect, it } from "vitest";
import { failureOf, faultOf } from "./faults.ts";

const failing = (facts: object): Error => Object.assign(new Error("secret words"), facts);

it.each([
  ["mailbox-refused", failing({ authenticationFailed: true, code: "EConnectionClosed" })],
  ["mailbox-folder", failing({ mailboxMissing: true })],
  ["mailbox-not-encrypted", failing({ code: "MissingServerExtension" })],
  ["mailbox-certificate", failing({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
  ["mailbox-certificate", failing({ code: "ERR_TLS_CERT_ALTNAME_INVALID" })],
  ["mailbox-certificate", failing({ code: "CERT_HAS_EXPIRED" })],
  ["mailbox-unreachable", failing({ code: "ECONNREFUSED" })],
  ["mailbox-unreachable", "nothing that was ever thrown"],
] as const)("is said as %s", (fault, error) => {
  expect(faultOf(error)).toBe(fault);
  expect(failureOf(error)).toMatchObject({ code: fault, message: fault });
});

it("a failure with a code keeps it", () => {
  const failure = new Failure("message-unknown");
  expect(failureOf(failure)).toBe(failure);
});
