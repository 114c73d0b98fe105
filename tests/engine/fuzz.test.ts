import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEssentials } from "../../companion/src/engine/message/essentials.ts";
import { Headers } from "../../companion/src/engine/message/message.ts";
import type { SipMessage } from "../../companion/src/engine/message/message.ts";
import { readNameAddr, writeNameAddr } from "../../companion/src/engine/message/name-addr.ts";
import { parse } from "../../companion/src/engine/message/parse.ts";
import { serialise } from "../../companion/src/engine/message/serialise.ts";
import { readSipUri } from "../../companion/src/engine/message/uri.ts";
import { readVia, writeVia } from "../../companion/src/engine/message/via.ts";
import { fuzz, WAYS } from "./fuzz.ts";
import { mutated, randomFrom } from "./mutate.ts";

/** The grammar of RFC 3261 section 25.1, as far as the engine reads it. */
const token = fc.stringMatching(/^[A-Za-z0-9.!%*_+`'~-]{1,20}$/);
const escaped = fc.stringMatching(/^(?:[A-Za-z0-9_.!~*'()&=+$,;?/-]|%[0-9A-F]{2}){1,20}$/);
const ipv6 = fc.constantFrom("[2001:db8::1]", "[::ffff:192.0.2.1]", "[::1]");
const host = fc.oneof(fc.stringMatching(/^[a-z0-9]{1,10}(?:\.[a-z0-9]{1,10}){0,3}$/), fc.ipV4(), ipv6);
const hostPort = fc.tuple(host, fc.option(fc.integer({ min: 1, max: 65_535 }))).map(written);
const quoted = fc.stringMatching(/^(?:[ !#-[\]-~]|\\[ -~]){0,20}$/).map((text) => `"${text}"`);
const param = fc.oneof(
  token,
  fc.tuple(token, fc.oneof(token, quoted)).map((pair) => pair.join("=")),
);
const params = fc.array(param, { maxLength: 4 }).map((all) => all.map((each) => `;${each}`).join(""));
const uriParams = fc.array(
  fc.tuple(token, token).map((pair) => `;${pair.join("=")}`),
  { maxLength: 3 },
);
const uri = fc
  .tuple(fc.constantFrom("sip", "sips"), fc.option(escaped), hostPort, uriParams)
  .map(([scheme, user, place, rest]) => `${scheme}:${user === null ? "" : `${user}@`}${place}${rest.join("")}`);
const display = fc.oneof(
  fc.constant(""),
  quoted,
  fc.array(token, { minLength: 1, maxLength: 3 }).map((all) => all.join(" ")),
);
const nameAddr = fc.tuple(display, uri, params).map(([name, address, rest]) => `${name} <${address}>${rest}`.trim());
const via = fc
  .tuple(fc.constantFrom("UDP", "TCP", "TLS", "WS", "WSS", "SCTP"), hostPort, token, params)
  .map(([over, place, branch, rest]) => `SIP/2.0/${over} ${place};branch=z9hG4bK${branch}${rest}`);
const field = fc.record({ name: token.map((name) => `X-${name}`), value: fc.oneof(quoted, nameAddr, token) });
const method = fc.oneof(fc.constantFrom("INVITE", "OPTIONS", "MESSAGE", "BYE"), token);
const number = fc.integer({ min: 0, max: 0x7fff_ffff });
const body = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));

const message: fc.Arbitrary<SipMessage> = fc
  .record({
    vias: fc.array(via, { minLength: 1, maxLength: 4 }),
    from: nameAddr,
    to: nameAddr,
    contact: nameAddr,
    callId: token,
    number,
  })
  .chain(({ vias, from, to, contact, callId, number: cseq }) =>
    fc
      .record({
        kind: fc.boolean(),
        method,
        uri,
        status: fc.integer({ min: 100, max: 699 }),
        reason: token,
        body,
        fields: fc.array(field, { maxLength: 8 }),
      })
      .map(({ kind, fields, ...rest }): SipMessage => {
        const headers = new Headers();
        for (const value of vias) headers.add("Via", value);
        headers.add("From", from).add("To", to).add("Call-ID", callId).add("CSeq", `${cseq} ${rest.method}`);
        headers.add("Contact", contact);
        for (const { name, value } of fields) headers.add(name, value);
        return kind
          ? { kind: "request", method: rest.method, uri: rest.uri, headers, body: rest.body }
          : { kind: "response", status: rest.status, reason: rest.reason, headers, body: rest.body };
      }),
  );

function written([name, port]: readonly [string, number | null]): string {
  return port === null ? name : `${name}:${port}`;
}

describe("messages of the grammar", () => {
  it("read back as they were written, with everything a message must have", () => {
    fc.assert(
      fc.property(message, (original) => {
        const parsed = parse(serialise(original));
        if (!parsed.ok) throw new Error(parsed.reason);
        const { headers, ...rest } = parsed.message;
        expect(rest).toEqual(Object.fromEntries(Object.entries(original).filter(([name]) => name !== "headers")));
        expect([...headers].filter(({ name }) => name !== "Content-Length")).toEqual([...original.headers]);
        expect(readEssentials(parsed.message)).toMatchObject({ callId: original.headers.get("Call-ID") });
      }),
      { numRuns: 500 },
    );
  });

  it("have addresses, URIs and Vias that read back as they were written", () => {
    fc.assert(
      fc.property(nameAddr, uri, via, (address, place, hop) => {
        const [readAddress, readHop] = [readNameAddr(address), readVia(hop)];
        expect(readSipUri(place)).toBeDefined();
        if (!readAddress || !readHop) throw new Error("it is well-formed");
        expect(readNameAddr(writeNameAddr(readAddress))).toEqual(readAddress);
        expect(readVia(writeVia(readHop))).toEqual(readHop);
      }),
      { numRuns: 500 },
    );
  });

  it("never make the reader throw, however they are damaged", () => {
    fc.assert(
      fc.property(message, fc.nat(), (original, seed) => {
        const random = randomFrom(seed);
        for (let round = 0; round < 20; round += 1) {
          const parsed = parse(mutated(random, [serialise(original)]));
          if (parsed.ok) readEssentials(parsed.message);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("damaged messages", () => {
  it(
    "neither throw, nor hang, nor leave anything behind, by whatever way they come",
    { timeout: 120_000 },
    async () => {
      const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 0x1_0000_0000);
      const { faults, inputs } = await fuzz(12_000, seed);
      expect([`FUZZ_SEED=${seed}`, faults]).toEqual([`FUZZ_SEED=${seed}`, []]);
      for (const way of WAYS) expect(inputs[way]).toBeGreaterThan(0);
    },
  );
});
