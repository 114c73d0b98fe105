import { X509Certificate, constants } from "node:crypto";
import { isIP } from "node:net";
import type { Socket } from "node:net";
import { connect, createSecureContext, createServer, getCACertificates, TLSSocket } from "node:tls";
import type { PeerCertificate, SecureContext } from "node:tls";
import type { DialOptions } from "./connection-pool.ts";
import { BindError } from "./flow.ts";
import type { Binding, Transport, TransportPorts } from "./flow.ts";
import { FlowError, faultOf } from "./flow-error.ts";
import { StreamFraming } from "./framing.ts";
import { speaksFor } from "./identity.ts";
import { openStreams } from "./listener.ts";
import type { Door } from "./listener.ts";

/** Opens a TLS listener, or without a certificate only the way out. Rejects with a `BindError`. */
export function openTls(wanted: Binding, ports: TransportPorts): Promise<Transport> {
  return withSecurity(wanted, ports, (security) =>
    openStreams(
      wanted,
      ports,
      {
        dial: security.dial,
        opening: "secureConnect",
        framing: () => new StreamFraming(ports.limits.messageBytes),
        proves: (socket, name) => socket instanceof TLSSocket && socket.authorized && speaksForPeer(socket, name),
      },
      security.door,
    ),
  );
}

/** Both ends of TLS for one binding. */
export type Security = {
  /** Connects, and lets nobody through whose certificate does not speak for `name` (RFC 5922). */
  readonly dial: (options: DialOptions, name: string) => Socket;
  /** There is one when the binding has a certificate. */
  readonly door: Door | undefined;
};

/** Reads the certificates of a binding; rejects with `certificate-unusable` when that fails. */
export async function withSecurity(
  wanted: Binding,
  ports: TransportPorts,
  open: (security: Security) => Promise<Transport>,
): Promise<Transport> {
  let security: Security;
  try {
    const context = contextOf(wanted);
    security = { dial: (options, name) => dial(options, name, wanted, context), door: doorOf(wanted, ports) };
  } catch (cause) {
    throw new BindError(wanted, cause, "certificate-unusable");
  }
  return open(security);
}

const SETTINGS = { minVersion: "TLSv1.2", secureOptions: constants.SSL_OP_NO_RENEGOTIATION } as const;

function contextOf({ tls = {} }: Binding): SecureContext {
  const own = tls.certificate && { cert: tls.certificate.chain, key: tls.certificate.key };
  return createSecureContext({ ...SETTINGS, ...own, ca: authorities(tls) });
}

function authorities({ authorities: added = [], systemAuthorities = false }: NonNullable<Binding["tls"]>): string[] {
  const system = systemAuthorities ? getCACertificates("system") : [];
  return [...new Set([...getCACertificates("default"), ...system, ...added])];
}

function dial(options: DialOptions, name: string, { tls }: Binding, secureContext: SecureContext): Socket {
  return connect({
    ...options,
    secureContext,
    rejectUnauthorized: tls?.insecure !== true,
    // An address is no server name (RFC 6066 section 3).
    ...(isIP(name) === 0 && { servername: name }),
    checkServerIdentity: (_host, certificate) => check(name, certificate),
  });
}

function check(name: string, certificate: PeerCertificate): Error | undefined {
  const { subjectAltName } = new X509Certificate(certificate.raw);
  return speaksFor(subjectAltName, name) ? undefined : new FlowError("certificate-name");
}

function speaksForPeer(socket: TLSSocket, name: string): boolean {
  return speaksFor(socket.getPeerX509Certificate()?.subjectAltName, name);
}

function doorOf({ tls = {}, transport }: Binding, ports: TransportPorts): Door | undefined {
  if (!tls.certificate) return undefined;
  const server = createServer({
    ...SETTINGS,
    cert: tls.certificate.chain,
    key: tls.certificate.key,
    ca: [...(tls.authorities ?? [])],
    requestCert: tls.clientsMustProve === true,
    rejectUnauthorized: tls.clientsMustProve === true,
    handshakeTimeout: ports.limits.handshakeTimeout,
  });
  server.on("tlsClientError", (cause, socket) => {
    ports.note({ name: "transport.refused", reason: faultOf(cause) ?? "tls-failed", transport });
    socket.destroy();
  });
  return { server, onEntered: (hear) => void server.on("secureConnection", hear) };
}
