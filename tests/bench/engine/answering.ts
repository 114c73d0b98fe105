import { createEngine } from "@twp/companion/src/engine/engine.ts";
import { openSrf } from "@twp/companion/src/srf/open.ts";
import { serveBench } from "./served.ts";

/** A drachtio-srf application that answers every call, as one would write it. */
const secret = "bench";
const engine = await createEngine({ bindings: [{ transport: "udp", host: "127.0.0.1", port: 0 }], secret });
const { srf } = await openSrf((path) => engine.connect(path), secret);
const localSdp = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";
srf.invite((request, response) => srf.createUAS(request, response, { localSdp }, () => undefined));
srf.options((_request, response) => response.send(200));
serveBench(engine);
