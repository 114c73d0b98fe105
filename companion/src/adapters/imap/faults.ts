import { Failure, type MailboxFault } from "@twp/shared/protocol/index.ts";

/** What an error of the connection means to the user. The error itself goes nowhere: it may hold the password. */
export function faultOf(error: unknown): MailboxFault {
  const { code, authenticationFailed, mailboxMissing } = facts(error);
  if (authenticationFailed) return "mailbox-refused";
  if (mailboxMissing) return "mailbox-folder";
  if (code === "MissingServerExtension" || code === "STARTTLS_INJECTION") return "mailbox-not-encrypted";
  return isAboutCertificate(code) ? "mailbox-certificate" : "mailbox-unreachable";
}

/** An error as the failure of a command. */
export function failureOf(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(faultOf(error));
}

type Facts = Readonly<{ code: string; authenticationFailed: boolean; mailboxMissing: boolean }>;

function facts(error: unknown): Facts {
  const given: object = typeof error === "object" && error !== null ? error : {};
  const isSet = (name: string): boolean => name in given && Reflect.get(given, name) === true;
  const code: unknown = Reflect.get(given, "code");
  return {
    code: typeof code === "string" ? code : "",
    authenticationFailed: isSet("authenticationFailed"),
    mailboxMissing: isSet("mailboxMissing"),
  };
}

/** Node's names for what is wrong with a certificate (OpenSSL's X509_V_ERR_…), or with the name in it. */
function isAboutCertificate(code: string): boolean {
  return /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|HOSTNAME_MISMATCH|ERR_SSL)/u.test(code);
}
