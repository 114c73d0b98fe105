import { Malformed } from "./bytes.ts";
import * as wire from "./messages.ts";
import { profiles } from "./profiles.ts";
import type { Hearing, Talk } from "./talk.ts";

/** The client's first words, and again with the cookie that proves where it is. */
export function greet(talk: Talk, cookie: Uint8Array = new Uint8Array(0)): void {
  talk.forget();
  talk.say("clientHello", wire.writeClientHello(talk.random, cookie, profiles));
  talk.fly(true);
}

/** What a client does about what it hears (RFC 5246 section 7.3). */
export function clientHearing(talk: Talk, takeCertificate: (certificate: Uint8Array) => void): Hearing {
  let point = new Uint8Array(0);
  let asked = false;
  return {
    helloVerifyRequest: (body) => greet(talk, wire.readCookie(body)),
    serverHello(body) {
      const hello = wire.readServerHello(body);
      if (!wire.isSuiteOfOurs(hello)) throw new Malformed("a cipher suite that was not offered");
      talk.agree(hello, wire.profilesOf(hello)[0]);
    },
    certificate: (body) => takeCertificate(wire.readCertificate(body)),
    serverKeyExchange(body) {
      const exchange = wire.readKeyExchange(body);
      const { client, server } = talk.randoms();
      talk.prove(exchange, Buffer.concat([client, server, exchange.signed]));
      point = Uint8Array.from(exchange.point);
    },
    certificateRequest: () => void (asked = true),
    serverHelloDone() {
      if (asked) talk.showCertificate();
      talk.say("clientKeyExchange", wire.writeClientKey(talk.point()));
      talk.share(point);
      if (asked) talk.say("certificateVerify", talk.sign(talk.everything()));
      talk.finish();
      talk.fly(true);
    },
    finished: (body, before) => talk.checkFinished(body, before),
  };
}
