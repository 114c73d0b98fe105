import DigestClient from "drachtio-srf/lib/digest-client.js";
import { Wallet, type Asker } from "./wallet.ts";

/*
 * drachtio-srf answers challenges by itself, with MD5 alone, `qop` echoed as it came, and the first of several challenges. This
 * puts our own answer in its place, for requests whose `auth` holds a wallet; everything around it (Call-ID, From tag, CSeq, the
 * CANCEL that crosses the second try) stays drachtio-srf's.
 */

const challenged: Readonly<Record<number, readonly [asks: string, answers: string, asker: Asker]>> = {
  401: ["www-authenticate", "authorization", "server"],
  407: ["proxy-authenticate", "proxy-authorization", "proxy"],
};

const original = DigestClient.prototype.authenticate;

DigestClient.prototype.authenticate = function authenticate(callback) {
  const { options } = this.req._originalParams;
  const wallet = options.auth?.wallet;
  if (!(wallet instanceof Wallet)) return original.call(this, callback);
  const [asks, answers, asker] = challenged[this.res.status] ?? ["", "", "server"];
  const given = this.req.has(answers) ? this.req.get(answers) : "";
  const act = { method: options.method, uri: this.req.uri, body: options.body ?? "", given };
  const credentials = this.res.has(asks) ? wallet.answer(asker, this.res.get(asks), act) : null;
  if (credentials === null) return callback(new Error("the challenge cannot be answered"));
  const rest = Object.entries(options.headers ?? {}).filter(([name]) => !identity.has(name.toLowerCase()));
  options.headers = {
    ...Object.fromEntries(rest),
    From: this.req.get("from"),
    "Call-ID": this.req.get("call-id"),
    CSeq: `${this.req.getParsedHeader("cseq").seq + 1} ${this.req.method}`,
    ...credentials,
  };
  pinToChallenger(options, this.res);
  options._socket = this.res.socket;
  return this.agent.request(options, callback);
};

/** What the second try must have as the first had it, or one higher (RFC 3261 section 22.1), and what is answered anew. */
const identity = new Set(["from", "call-id", "cseq", "authorization", "proxy-authorization"]);

/** A next hop that is a name may resolve to another server the second time: the one that asked is who must hear the answer. */
function pinToChallenger(options: DigestClient.Options, response: DigestClient.Response): void {
  const hop = options.proxy ?? options.uri;
  if (/^sips?:(?:[^@]*@)?(?:\d+\.\d+\.\d+\.\d+|\[)/iu.test(hop) || options.stackDialogId !== undefined) return;
  const { source_address: host, source_port: port, protocol } = response;
  // Where the name left the transport open, its records have chosen one: an address alone would mean UDP.
  const transport = /;transport=[^;>\s]+/iu.exec(hop)?.[0] ?? `;transport=${protocol}`;
  if (host !== "") options.proxy = `sip:${host.includes(":") ? `[${host}]` : host}:${port}${transport}`;
}
