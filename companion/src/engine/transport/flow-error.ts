/** Why a flow carries nothing, for whoever must say it to a person. */
export type FlowFault =
  /** No believed authority vouches for the peer's certificate. */
  | "certificate-untrusted"
  /** It is past its end, or not valid yet. */
  | "certificate-expired"
  /** It belongs to another name than the one asked for (RFC 5922 section 7). */
  | "certificate-name"
  /** No TLS connection came about: the peer speaks something else, an older version, or wants a certificate of ours. */
  | "tls-failed"
  /** The peer is there and does not speak SIP over WebSocket (RFC 7118 section 4). */
  | "websocket-refused"
  | "connect-timeout"
  | "unreachable"
  | "no-address";

/** A flow that carries nothing, with the reason. */
export class FlowError extends Error {
  readonly code: FlowFault;

  constructor(code: FlowFault, options?: ErrorOptions) {
    super(`flow: ${code}`, options);
    this.name = "FlowError";
    this.code = code;
  }
}

/** What Node and OpenSSL say, in our words. Whatever else OpenSSL has against a certificate means nobody vouches for it. */
const FAULTS: Readonly<Record<string, FlowFault>> = {
  CERT_HAS_EXPIRED: "certificate-expired",
  CERT_NOT_YET_VALID: "certificate-expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate-name",
  HOSTNAME_MISMATCH: "certificate-name",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate-untrusted",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate-untrusted",
  UNABLE_TO_GET_ISSUER_CERT: "certificate-untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate-untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate-untrusted",
  CERT_SIGNATURE_FAILURE: "certificate-untrusted",
  CERT_CHAIN_TOO_LONG: "certificate-untrusted",
  CERT_REVOKED: "certificate-untrusted",
  CERT_REJECTED: "certificate-untrusted",
  CERT_UNTRUSTED: "certificate-untrusted",
  INVALID_CA: "certificate-untrusted",
  INVALID_PURPOSE: "certificate-untrusted",
  PATH_LENGTH_EXCEEDED: "certificate-untrusted",
  ETIMEDOUT: "connect-timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
};

/** The fault behind an error of a socket, when it is one of those. */
export function faultOf(cause: Error): FlowFault | undefined {
  if (cause instanceof FlowError) return cause.code;
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
  return FAULTS[code] ?? (code.startsWith("ERR_SSL_") || code === "EPROTO" ? "tls-failed" : undefined);
}
