import type { Headers, OutgoingRequest, SipResponse, Srf } from "./application.ts";
import { headerText } from "./headers.ts";
import { afterRefusal, readSeconds, type Verdict } from "./trying-again.ts";
import type { Wallet } from "./wallet.ts";

/** Who asks: what every request of one line has in common. */
export type Identity = Readonly<{
  srf: Pick<Srf, "request" | "notify">;
  /** Answers the challenges of the line's servers. */
  wallet: Wallet;
  /** The next hop of every request. */
  proxy: string;
  /** The line's address, as in From. */
  from: string;
  contact: string;
  userAgent: string;
}>;

/** A request to ask; `dialogId` is the dialog it goes into. */
export type Question = Readonly<{ method: string; uri: string; headers: Headers; body?: string; dialogId?: string }>;

/** What drachtio-srf writes for the URI that a dialog knows better. */
const dialogsOwn = "sip:placeholder";

/**
 * Sends a request that begins no call and hears its final response, once; null where it could not be sent. It calls back, and does
 * not promise, so that what arrives with the response is heard after it.
 */
export function ask(identity: Identity, question: Question, heard: (response: SipResponse | null) => void): void {
  const { srf, wallet } = identity;
  const { dialogId, uri } = question;
  try {
    srf.request(dialogId === undefined ? uri : dialogsOwn, written(identity, question), (_error, sent) => {
      // The error goes nowhere: it may hold the password.
      if (sent === undefined) return heard(null);
      return sent.on("response", (response) => {
        if (response.status < 200) return;
        wallet.renew("server", headerText(response, "Authentication-Info"));
        heard(response);
      });
    });
  } catch {
    // Where no engine is connected any more, drachtio-srf throws.
    heard(null);
  }
}

/** What a refusal says: whether and when to try again, and for how many seconds then. */
export type Refusal = Readonly<{ status: number; verdict: Verdict; retryAfter: number | null; seconds: number }>;

/**
 * Reads a refusal of what was asked for so many seconds; `unsent` is the status that stands for no response at all. A 423 that does not
 * name more than was asked for (`Min-Expires`) would come again and again.
 */
export function judge(response: SipResponse | null, seconds: number, unsent = 503): Refusal {
  if (response === null) return { status: unsent, verdict: afterRefusal(unsent), retryAfter: null, seconds };
  const { status } = response;
  const retryAfter = readSeconds(headerText(response, "Retry-After"));
  const least = status === 423 ? (readSeconds(headerText(response, "Min-Expires")) ?? 0) : 0;
  if (status === 423 && least <= seconds) return { status, verdict: "later", retryAfter, seconds };
  return { status, verdict: afterRefusal(status), retryAfter, seconds: Math.max(seconds, least) };
}

function written(identity: Identity, { method, uri, headers, body = "", dialogId }: Question): OutgoingRequest {
  const { wallet, proxy, userAgent } = identity;
  const auth = { wallet };
  const common = { "User-Agent": userAgent, ...headers };
  if (dialogId !== undefined) return { method, stackDialogId: dialogId, headers: common, auth };
  const known = wallet.inAdvance({ method, uri, body });
  return { method, proxy, headers: { ...common, ...known }, auth, ...(body !== "" && { body }) };
}
