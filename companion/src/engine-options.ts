import { isIP } from "node:net";
import { parseArgs } from "node:util";
import type { ControlAddress } from "./engine/control/control-layer.ts";
import type { RequestHandler } from "./engine/control/outbound/handlers.ts";
import { readHostPort } from "./engine/message/uri.ts";
import type { Binding, TransportName } from "./engine/transport/flow.ts";
import { isLoopback } from "./engine/transport/sent-by.ts";

/** What `twp engine` is started with. */
export type EngineStart = Readonly<{
  controls: readonly ControlAddress[];
  bindings: readonly Binding[];
  secretFile: string;
  /** What `tls` and `wss` show, as PEM files; null where they only call out. */
  certificateFiles: Readonly<{ chain: string; key: string }> | null;
  /** Authorities believed beside the built-in ones, as PEM files. */
  authorityFiles: readonly string[];
  /** Addresses that may send an INVITE; everybody when there is none. */
  trusted: readonly string[];
  handlers: readonly RequestHandler[];
}>;

/** Why it cannot be started: the option that is wrong or missing, by the key of its sentence in `companion.json`. */
export type EngineMisuse = Readonly<{
  misuse:
    | "engineUnknownOption"
    | "engineBadControl"
    | "engineFarControl"
    | "engineBadSip"
    | "engineNoSip"
    | "engineNoSecret"
    | "engineHalfCertificate"
    | "engineBadTrust"
    | "engineBadHandler";
  value: string;
}>;

const transports: readonly TransportName[] = ["udp", "tcp", "tls", "ws", "wss"];
const standardControl = "tcp:127.0.0.1:9022";

/** Reads the command line of `twp engine`. */
export function readEngineOptions(args: readonly string[]): EngineStart | EngineMisuse {
  const values = valuesOf(args);
  if (values === undefined) return wrong("engineUnknownOption", args.join(" "));
  const controls = (values.control ?? [standardControl]).map(readControl);
  const bindings = (values.sip ?? []).map((text) => readBinding(text, values.advertise));
  const handlers = (values.handler ?? []).map(readHandler);
  const misuse = [...controls, ...bindings, ...handlers].find(isMisuse);
  if (misuse) return misuse;
  if (bindings.length === 0) return wrong("engineNoSip", "");
  const secretFile = values["secret-file"];
  if (secretFile === undefined) return wrong("engineNoSecret", "");
  const certificateFiles = certificateOf(values["tls-cert"], values["tls-key"]);
  if (certificateFiles !== null && isMisuse(certificateFiles)) return certificateFiles;
  const stranger = values.trust?.find((address) => isIP(address) === 0);
  if (stranger !== undefined) return wrong("engineBadTrust", stranger);
  return {
    controls: controls.filter(isMeant),
    bindings: bindings.filter(isMeant),
    handlers: handlers.filter(isMeant),
    secretFile,
    certificateFiles,
    authorityFiles: values["tls-ca"] ?? [],
    trusted: values.trust ?? [],
  };
}

function valuesOf(args: readonly string[]) {
  const several = { type: "string", multiple: true } as const;
  const one = { type: "string" } as const;
  const options = {
    control: several,
    sip: several,
    trust: several,
    handler: several,
    "secret-file": one,
    "tls-cert": one,
    "tls-key": one,
    "tls-ca": several,
    advertise: one,
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}

/** `tcp:host:port` on this machine, or `unix:path`: the control protocol is not encrypted, so it stays here. */
function readControl(text: string): ControlAddress | EngineMisuse {
  if (text.startsWith("unix:") && text.length > 5) return { path: text.slice(5) };
  const address = text.startsWith("tcp:") ? readHostPort(text.slice(4)) : undefined;
  if (address?.port === undefined) return wrong("engineBadControl", text);
  return isLoopback(address.host) ? { host: address.host, port: address.port } : wrong("engineFarControl", text);
}

/** A certificate is of use with its key alone. */
function certificateOf(
  chain: string | undefined,
  key: string | undefined,
): EngineStart["certificateFiles"] | EngineMisuse {
  if (chain !== undefined && key !== undefined) return { chain, key };
  const only = chain ?? key;
  return only === undefined ? null : wrong("engineHalfCertificate", only);
}

/** `udp:host:port`, `tls:host:port` and so on, with brackets around an IPv6 address. */
function readBinding(text: string, advertised: string | undefined): Binding | EngineMisuse {
  const transport = transports.find((each) => text.startsWith(`${each}:`));
  const address = transport && readHostPort(text.slice(transport.length + 1));
  if (!transport || address?.port === undefined || isIP(address.host) === 0) return wrong("engineBadSip", text);
  return { transport, host: address.host, port: address.port, ...(advertised === undefined ? {} : { advertised }) };
}

/** `INVITE=http://…`, or `*=tcp:host:port` for an application that listens. */
function readHandler(text: string): RequestHandler | EngineMisuse {
  const [, method = "", where = ""] = /^([A-Z]+|\*)=(.+)$/.exec(text) ?? [];
  if (/^https?:\/\//.test(where) && URL.canParse(where)) return { method, url: where, verb: "GET" };
  return /^tcp:.+:\d+$/.test(where) ? { method, application: where } : wrong("engineBadHandler", text);
}

function wrong(misuse: EngineMisuse["misuse"], value: string): EngineMisuse {
  return { misuse, value };
}

const isMisuse = (read: object): read is EngineMisuse => "misuse" in read;
const isMeant = <Read extends object>(read: Read | EngineMisuse): read is Read => !isMisuse(read);
