import { describe, expect, it } from "vitest";
import { readEngineOptions } from "./engine-options.ts";

const needed = ["--secret-file", "secret", "--sip", "udp:127.0.0.1:5060"];

describe("the command line of twp engine", () => {
  it("listens where drachtio-srf looks for a server, unless it is told otherwise", () => {
    expect(readEngineOptions(needed)).toEqual({
      controls: [{ host: "127.0.0.1", port: 9022 }],
      bindings: [{ transport: "udp", host: "127.0.0.1", port: 5060 }],
      secretFile: "secret",
      certificateFiles: null,
      authorityFiles: [],
      trusted: [],
      handlers: [],
    });
  });

  it("takes several bindings, control addresses, trusted peers and handlers", () => {
    const given = ["--sip", "tcp:[::1]:5061", "--control", "unix:/run/twp", "--control", "tcp:[::1]:9022"];
    const more = ["--trust", "192.0.2.1", "--handler", "INVITE=https://x.example/y", "--handler", "*=tcp:127.0.0.1:1"];
    expect(readEngineOptions([...needed, ...given, ...more, "--advertise", "sip.example"])).toEqual({
      controls: [{ path: "/run/twp" }, { host: "::1", port: 9022 }],
      bindings: [
        { transport: "udp", host: "127.0.0.1", port: 5060, advertised: "sip.example" },
        { transport: "tcp", host: "::1", port: 5061, advertised: "sip.example" },
      ],
      secretFile: "secret",
      certificateFiles: null,
      authorityFiles: [],
      trusted: ["192.0.2.1"],
      handlers: [
        { method: "INVITE", url: "https://x.example/y", verb: "GET" },
        { method: "*", application: "tcp:127.0.0.1:1" },
      ],
    });
  });

  it("takes every transport, a certificate and the authorities to believe", () => {
    const sip = (["tcp", "tls", "ws", "wss"] as const).flatMap((each) => ["--sip", `${each}:127.0.0.1:5061`]);
    const given = ["--tls-cert", "chain.pem", "--tls-key", "key.pem", "--tls-ca", "one.pem", "--tls-ca", "two.pem"];
    expect(readEngineOptions([...needed, ...sip, ...given])).toMatchObject({
      bindings: ["udp", "tcp", "tls", "ws", "wss"].map((transport) => ({ transport })),
      certificateFiles: { chain: "chain.pem", key: "key.pem" },
      authorityFiles: ["one.pem", "two.pem"],
    });
  });

  it.each([
    ["engineUnknownOption", "--colour blue", ["--colour", "blue"]],
    ["engineBadControl", "9022", ["--control", "9022"]],
    ["engineBadControl", "unix:", ["--control", "unix:"]],
    ["engineFarControl", "tcp:0.0.0.0:9022", ["--control", "tcp:0.0.0.0:9022"]],
    ["engineBadSip", "sctp:127.0.0.1:5060", [...needed, "--sip", "sctp:127.0.0.1:5060"]],
    ["engineBadSip", "udp:127.0.0.1", [...needed, "--sip", "udp:127.0.0.1"]],
    ["engineBadSip", "udp:example:5060", [...needed, "--sip", "udp:example:5060"]],
    ["engineNoSip", "", ["--secret-file", "x"]],
    ["engineNoSecret", "", ["--sip", "udp:127.0.0.1:5060"]],
    ["engineHalfCertificate", "chain.pem", [...needed, "--tls-cert", "chain.pem"]],
    ["engineHalfCertificate", "key.pem", [...needed, "--tls-key", "key.pem"]],
    ["engineBadTrust", "bob", [...needed, "--trust", "bob"]],
    ["engineBadHandler", "INVITE=ftp://x", [...needed, "--handler", "INVITE=ftp://x"]],
    ["engineBadHandler", "INVITE=http://", [...needed, "--handler", "INVITE=http://"]],
  ])("is told what is wrong: %s %s", (misuse, value, args) => {
    expect(readEngineOptions(args)).toEqual({ misuse, value });
  });
});
