import { Malformed } from "./bytes.ts";
import * as wire from "./messages.ts";
import { chosenProfile } from "./profiles.ts";
import type { Hearing, Talk } from "./talk.ts";

/** What a server does about what it hears (RFC 5246 section 7.3); it asks for the client's certificate, for both announce theirs. */
export function serverHearing(talk: Talk, takeCertificate: (certificate: Uint8Array) => void): Hearing {
  return {
    clientHello(body) {
      const hello = wire.readClientHello(body);
      const profile = chosenProfile(wire.profilesOf(hello));
      if (profile === null || !wire.couldTakeOurs(hello)) throw new Malformed("nothing in common");
      talk.agree(hello, profile);
      talk.say("serverHello", wire.writeServerHello(talk.random, hello, profile));
      talk.showCertificate();
      const offer = wire.writeKeyOffer(talk.point());
      const proof = talk.sign(Buffer.concat([hello.random, talk.random, offer]));
      talk.say("serverKeyExchange", Buffer.concat([offer, proof]));
      talk.say("certificateRequest", wire.certificateRequest);
      talk.say("serverHelloDone", new Uint8Array(0));
      talk.fly(true);
    },
    certificate: (body) => takeCertificate(wire.readCertificate(body)),
    clientKeyExchange: (body) => talk.share(wire.readClientKey(body)),
    certificateVerify: (body, before) => talk.prove(wire.readSignature(body), before),
    finished(body, before) {
      talk.checkFinished(body, before);
      talk.finish();
      talk.fly(false);
    },
  };
}
