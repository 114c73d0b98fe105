import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { socketOf } from "./bus.ts";
import { decode } from "./decode.ts";
import { encode } from "./encode.ts";
import { kinds, messageLength, readMessage, writeMessage } from "./message.ts";
import { entriesOf, Malformed, options, typesOf, type Value } from "./values.ts";

const text = fc.string({ unit: "binary" }).filter((each) => !each.includes("\0") && each.isWellFormed());
const pair = fc.tuple(text, fc.oneof(text.map((value) => ({ signature: "s", value }))));
/** A shortcut as the portal takes and gives it. */
const shortcut = fc.tuple(text, fc.array(pair, { maxLength: 3 }));

describe("what goes over a message bus", () => {
  it("is cut into complete types", () => {
    expect(typesOf("oa(sa{sv})sa{sv}")).toEqual(["o", "a(sa{sv})", "s", "a{sv}"]);
    expect(() => typesOf("(s")).toThrow(Malformed);
    expect(() => typesOf("a".repeat(40))).toThrow(Malformed);
  });

  it("comes back as it was, with everything at its place", () => {
    const all = fc.tuple(
      fc.nat(255),
      fc.nat(),
      fc.integer(),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      text,
      fc.array(shortcut),
    );
    fc.assert(
      fc.property(all, ([byte, number, whole, long, word, list]) => {
        const signature = "yuitsa(sa{sv})";
        const values: Value[] = [byte, number, whole, long, word, list];
        expect(decode(signature, encode(signature, values))).toEqual(values);
      }),
    );
  });

  it("is a message with a head and a body", () => {
    const written = writeMessage({
      kind: kinds.call,
      serial: 7,
      path: "/a",
      member: "Bind",
      signature: "sa{sv}",
      body: ["x", options({ token: "t" })],
    });
    expect(messageLength(written)).toBe(written.length);
    const { path, member, serial, body, sender } = readMessage(written);
    expect({ path, member, serial, sender }).toEqual({ path: "/a", member: "Bind", serial: 7, sender: "" });
    expect(entriesOf(body[1])).toEqual([["token", { signature: "s", value: "t" }]]);
  });

  it("may be anything, and then it is malformed or read, quickly", () => {
    const whole = writeMessage({ kind: kinds.signal, serial: 1, path: "/a", signature: "as", body: [["a", "b"]] });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.uint8Array(), (at, byte, tail) => {
        const changed = Buffer.concat([whole, tail]);
        changed[at] = byte;
        try {
          messageLength(changed);
          readMessage(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

it.each([
  ["unix:path=/run/user/1000/bus", "/run/user/1000/bus"],
  ["unix:path=/tmp/a%20b,guid=12", "/tmp/a b"],
  ["unix:abstract=/tmp/dbus-x,guid=12", "\0/tmp/dbus-x"],
  ["tcp:host=localhost,port=1", null],
  ["", null],
])("the bus at %j is at %j", (address, socket) => {
  expect(socketOf(address)).toBe(socket);
});
